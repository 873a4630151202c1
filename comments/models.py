from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from mptt.models import MPTTModel, TreeForeignKey, TreeManager

from articles.models import Article

# So many comments are the newest of a discussion.
NEWEST = 50


class DiscussionQuerySet(models.QuerySet):
    def counts_of(self, article_ids):
        """The number of readable comments of each article that has any: {article id: number}. One query."""
        return dict(self.filter(article__in=list(article_ids)).values_list("article_id", "comment_count"))

    def about(self, article_id):
        """The article's discussion; open and empty, and not stored, if nobody has said anything yet."""
        return self.filter(article_id=article_id).first() or Discussion(article_id=article_id)


class Discussion(models.Model):
    """Everything that readers say about one article. An article without this row has an open, empty
    discussion.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        HELD = "held", _("held for approval")
        CLOSED = "closed", _("closed")

    article = models.OneToOneField(Article, models.CASCADE, related_name="+", verbose_name=_("article"))
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.OPEN)
    comment_count = models.PositiveIntegerField(
        _("comments"), default=0, help_text=_("Those that readers can see.")
    )
    version = models.PositiveBigIntegerField(
        default=0, help_text=_("Raised by every change that readers can see.")
    )

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self):
        return str(self.article)


class ThreadQuerySet(models.QuerySet):
    def on(self, article_id):
        return self.filter(discussion__article_id=article_id)

    def readable(self):
        """Threads in which a reader finds something."""
        return self.filter(comment_count__gt=0)


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
                condition=Q(comment_count__gt=0),
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


class CommentQuerySet(models.QuerySet):
    def on(self, article_id):
        return self.filter(thread__discussion__article_id=article_id)

    def of(self, threads):
        """The threads' comments, by the column that is indexed."""
        return self.filter(tree_id__in=[thread.pk for thread in threads])

    def readable(self):
        """Comments whose words readers can see."""
        return self.filter(state=Comment.State.PUBLISHED)

    def standing(self):
        """Readable comments, and the others that have readable replies: those stand as tombstones."""
        below = Comment.objects.order_by().filter(
            tree_id=OuterRef("tree_id"), lft__gt=OuterRef("lft"), lft__lt=OuterRef("rght")
        )
        return self.filter(
            Q(state=Comment.State.PUBLISHED) | Exists(below.filter(state=Comment.State.PUBLISHED))
        )

    def newest_on(self, article_id):
        """The article's newest readable comments with their times, the newest first. Two queries.

        Each of the threads with the newest activity has one, so that no other thread need be looked at.
        """
        threads = Thread.objects.on(article_id).readable().exclude(last_activity_at=None)
        newest = self.readable().of(threads.order_by("-last_activity_at", "-pk")[:NEWEST])
        return newest.exclude(posted_at=None).order_by("-posted_at", "-pk")[:NEWEST]

    def quoting(self, sections):
        """Comments that quote one of the sections, given by their lasting keys."""
        return self.filter(quoted_section__in=sections)


class Comment(MPTTModel):
    """One reader's text, a node in the tree of its thread.

    parent is the truth; lft, rght and level are a cache of it. Only comments/placing.py, comments/loading.py
    and comments/trees.py write any of them, under a lock on the thread's row. Nobody deletes a comment.
    """

    class State(models.TextChoices):
        PUBLISHED = "published", _("published")
        HELD = "held", _("held for approval")
        REJECTED = "rejected", _("rejected")
        REMOVED = "removed", _("removed")
        WITHDRAWN = "withdrawn", _("withdrawn by its writer")

    # The states in which its writer may still change a comment.
    CHANGEABLE = (State.PUBLISHED, State.HELD)

    # Without an index of its own: tree_id is the same number, and its index serves.
    thread = models.ForeignKey(
        Thread, models.CASCADE, db_index=False, related_name="+", verbose_name=_("thread")
    )
    parent = TreeForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("in reply to")
    )
    tree_id = models.BigIntegerField(editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State)
    name = models.CharField(_("name"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    body_html = models.TextField(editable=False)
    # No foreign key: each edition has its own row of the section, and the key outlives them all.
    quoted_section = models.UUIDField(
        _("quoted section"),
        null=True,
        editable=False,
        help_text=_("The lasting key of the section of which the first paragraph repeats a passage."),
    )
    posted_at = models.DateTimeField(_("posted"), null=True, help_text=_("Empty: an archive did not say."))
    edited_at = models.DateTimeField(_("changed"), null=True, help_text=_("By its writer, the last time."))
    reader = models.UUIDField(_("reader"), null=True, help_text=_("The random id in the writer’s cookie."))
    # Its index holds only the few comments that have one.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("member of staff"),
        help_text=_("Who wrote it while signed in as staff: the comment has the badge."),
    )
    source_ref = models.CharField(
        _("place in its source"),
        max_length=64,
        blank=True,
        help_text=_("Which comment of an imported document it is."),
    )
    verdicts = models.JSONField(
        _("what moderation said"), default=list, help_text=_("The answer of each check, in their order.")
    )

    objects = TreeManager.from_queryset(CommentQuerySet)()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", "Can approve and reject comments")]
        indexes = [
            # On PostgreSQL a migration puts a deferrable unique constraint in the place of this index.
            models.Index(fields=["tree_id", "lft"], name="comment_place_in_tree"),
            models.Index(fields=["state", "id"], condition=~Q(state="published"), name="comment_unpublished"),
            models.Index(
                fields=["quoted_section", "tree_id", "lft"],
                condition=Q(quoted_section__isnull=False, state="published"),
                name="comment_quoting",
            ),
            models.Index(fields=["user"], condition=Q(user__isnull=False), name="comment_by_staff"),
        ]
        constraints = [
            models.CheckConstraint(name="comment_tree_is_its_thread", condition=Q(tree_id=F("thread_id"))),
            models.CheckConstraint(
                name="comment_ends_after_it_begins", condition=Q(lft__gte=1, rght__gt=F("lft"))
            ),
            models.CheckConstraint(
                name="comment_root_begins_its_tree",
                condition=Q(parent=None, lft=1, level=0) | Q(parent__isnull=False, lft__gt=1, level__gt=0),
            ),
            models.UniqueConstraint(fields=["thread"], condition=Q(parent=None), name="thread_has_one_root"),
            models.UniqueConstraint(
                fields=["thread", "source_ref"], condition=~Q(source_ref=""), name="comment_imported_once"
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_readable(self):
        return self.state == self.State.PUBLISHED

    @property
    def is_by_staff(self):
        return self.user_id is not None

    @property
    def display_name(self):
        return self.name or str(_("Anonymous"))

    @property
    def version(self):
        """A short name of the words as they are: other words, another version."""
        return sha256(self.body.encode()).hexdigest()[:16]

    def is_by(self, reader):
        """Whether the reader of that id wrote the comment. Nobody wrote what came without one."""
        return reader is not None and self.reader == reader

    @property
    def changeable_until(self):
        return self.posted_at and self.posted_at + timedelta(minutes=settings.EDIT_MINUTES)

    def is_changeable(self, at=None):
        """Whether its writer may still change or withdraw the comment."""
        until = self.changeable_until
        return self.state in self.CHANGEABLE and until is not None and (at or timezone.now()) < until


class Decision(models.Model):
    """A moderator's decision about a comment: who, when, from what to what."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="decisions", verbose_name=_("comment"))
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("moderator")
    )
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)
    from_state = models.CharField(_("from"), max_length=9, choices=Comment.State)
    to_state = models.CharField(_("to"), max_length=9, choices=Comment.State)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]

    def __str__(self):
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
