from django.db import models
from django.db.models import Q, Subquery
from django.utils.translation import gettext_lazy as _

from .discussion import Discussion


class ThreadQuerySet(models.QuerySet):
    def on(self, article_id):
        # No join: behind one, PostgreSQL takes no index for the order of threads.
        return self.filter(discussion=Subquery(Discussion.objects.filter(article=article_id).values("pk")))

    def readable(self):
        """Threads in which a reader finds something."""
        return self.filter(comment_count__gt=0)

    def by_number(self):
        """Threads in which a reader finds something, by the index that sorts them by their numbers of
        comments.
        """
        return self.filter(comment_count__gte=1)


class Thread(models.Model):
    """One top-level comment with all its replies. Its primary key is the tree_id of their tree."""

    discussion = models.ForeignKey(
        Discussion, models.CASCADE, related_name="threads", verbose_name=_("discussion")
    )
    sort_key = models.BigIntegerField(
        help_text=_(
            "The place among the discussion’s threads: microseconds since 1970, mostly of its first comment."
        )
    )
    comment_count = models.PositiveIntegerField(
        _("comments"), default=0, help_text=_("Those that readers can see.")
    )
    continues = models.ForeignKey(
        "Comment",
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("continues"),
        help_text=_("The comment of a full thread that this thread’s first comment answers."),
    )
    last_activity_at = models.DateTimeField(_("last activity"), null=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        indexes = [
            models.Index(
                fields=["discussion", "sort_key", "id"],
                condition=Q(comment_count__gt=0),
                name="thread_oldest_first",
            ),
            models.Index(
                fields=["discussion", "comment_count", "id"],
                # In other words than the others' condition: SQLite would take this index for every order,
                # since it narrows by the number as well, and sort the whole discussion.
                condition=Q(comment_count__gte=1),
                name="thread_most_discussed",
            ),
            models.Index(
                fields=["discussion", "-last_activity_at", "-id"],
                condition=Q(comment_count__gt=0),
                name="thread_latest_activity",
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"
