from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.prepared import prepared


class DiscussionQuerySet(models.QuerySet):
    def counts_of(self, article_ids):
        """The number of readable comments of each article that has any: {article id: number}. One query."""
        return dict(self.filter(article__in=list(article_ids)).values_list("article_id", "comment_count"))

    def about(self, article_id):
        """The article's discussion; open and empty, and not stored, if nobody has said anything yet."""
        return next(iter(stored_about(article_id)), None) or Discussion(article_id=article_id)


@prepared
def stored_about(article_id):
    return Discussion.objects.filter(article_id=article_id)


class Discussion(models.Model):
    """Everything that readers say about one article. An article without this row has an empty discussion, in
    the state that its desk's policy gives it.
    """

    class State(models.TextChoices):
        INHERITED = "", _("as the desk says")
        OPEN = "open", _("open")
        HELD = "held", _("held for approval")
        CLOSED = "closed", _("closed")

    article = models.OneToOneField(Article, models.CASCADE, related_name="+", verbose_name=_("article"))
    state = models.CharField(_("state"), max_length=6, blank=True, choices=State, default=State.INHERITED)
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
        permissions = [("steer_discussion", "Can open, hold and close discussions of the stories they edit")]

    def __str__(self):
        return f"#{self.pk}"
