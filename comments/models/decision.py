from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .rule import Rule


class Decision(models.Model):
    """A moderator's decision about a comment: who, when, why, from what to what. Never changed or deleted."""

    class Reason(models.TextChoices):
        """Why a comment is not shown, as moderators choose and its writer reads it."""

        ABUSE = "abuse", _("it attacks somebody")
        HATE = "hate", _("it attacks people for what they are")
        SPAM = "spam", _("it advertises something")
        OFF_TOPIC = "off topic", _("it has nothing to do with the story")
        PRIVATE = "private", _("it tells what is private about somebody")
        UNLAWFUL = "unlawful", _("it may be against the law")
        UNTRUE = "untrue", _("it says as a fact what is not true")
        OTHER = "other", _("it does not follow our guidelines")

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="decisions", verbose_name=_("comment"))
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("moderator")
    )
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)
    from_state = models.CharField(_("from"), max_length=9, choices=Comment.State)
    to_state = models.CharField(_("to"), max_length=9, choices=Comment.State)
    reason = models.CharField(_("reason"), max_length=9, blank=True, choices=Reason)
    note = models.CharField(_("note"), max_length=500, blank=True, help_text=_("For colleagues."))
    is_effective = models.BooleanField(
        _("done"), default=True, help_text=_("Not, if a colleague or the writer was first.")
    )
    # With these an undone decision leaves the comment where it stood among those that wait.
    waited_since = models.DateTimeField(
        _("waited since"), null=True, help_text=_("What the comment said when it was decided about.")
    )
    urgency = models.PositiveSmallIntegerField(_("urgency"), default=0, db_default=0)
    report_count = models.PositiveSmallIntegerField(
        _("reports"), null=True, help_text=_("So many hid the comment, and no moderator. Empty: otherwise.")
    )
    because_of = models.ForeignKey(
        Rule, models.SET_NULL, null=True, related_name="decisions", verbose_name=_("because of")
    )
    undoes = models.OneToOneField(
        "self", models.SET_NULL, null=True, related_name="undone_by", verbose_name=_("undoes")
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]
        indexes = [models.Index(fields=["-decided_at", "-id"], name="decision_latest")]

    def __str__(self):
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
