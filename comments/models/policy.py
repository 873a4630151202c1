from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.models import Desk

from .discussion import Discussion


def threshold(name, help_text, *, most=None):
    """A number that may stay empty: as the site's policy says, and in that, Newsroom's own default."""
    validators = [MaxValueValidator(most)] if most else []
    return models.PositiveIntegerField(
        name, null=True, blank=True, help_text=help_text, validators=validators
    )


class Policy(models.Model):
    """What the chief moderators have decided, for the whole site or for a desk. What is empty is as the
    site's row says; what is empty there, as comments/policy.py has it.
    """

    class OnFailure(models.TextChoices):
        PUBLISH = "publish", _("publish, and show it to a moderator")
        HOLD = "hold", _("hold for approval")

    desk = models.OneToOneField(
        Desk,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("desk"),
        help_text=_("Empty: the whole site."),
    )
    state = models.CharField(
        _("discussions are"), max_length=6, blank=True, choices=Discussion.State.choices[1:]
    )
    held_after_days = threshold(_("held after days"), _("Older stories’ comments wait for approval."))
    closed_after_days = threshold(_("closed after days"), _("Older stories take no more comments."))
    approvals_before_trust = threshold(
        _("first comments held"), _("A new reader’s comments wait until so many were published.")
    )
    links_held_above = threshold(_("links"), _("A comment with more links waits for approval."))
    seconds_between_posts = threshold(_("seconds between comments"), _("Of one reader."))
    posts_of_reader = threshold(_("comments in ten minutes"), _("Of one reader, at most."))
    posts_of_network = threshold(_("comments in a minute"), _("Of all readers of one network, at most."))
    seconds_to_write = threshold(_("seconds to write"), _("Nobody answers on the reply page faster."))
    repeat_hours = threshold(_("repeats"), _("The same text again within so many hours is asked about."))
    capitals_percent = threshold(
        _("capitals"), _("A text with a greater share of capitals, in hundredths, is asked about."), most=100
    )
    rejections_percent = threshold(
        _("rejected share"), _("Readers wait of whose comments so many hundredths were rejected."), most=100
    )
    rejections_days = threshold(_("rejected within days"), _("The time that the share is taken of."))
    score_asked_from = threshold(
        _("score to ask"), _("In hundredths: who scores as much is asked."), most=100
    )
    score_held_from = threshold(_("score to hold"), _("In hundredths: who scores as much waits."), most=100)
    scorer_milliseconds = threshold(_("time of the scorer"), _("In milliseconds."), most=5_000)
    on_failure = models.CharField(
        _("if the scorer fails"), max_length=7, blank=True, choices=OnFailure.choices
    )
    reports_to_hide = threshold(
        _("reports"), _("A comment with so many is hidden until a moderator has seen it. 0: never.")
    )
    network_days = threshold(_("networks kept for days"), _("Then nobody can say whence a comment came."))

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [
            models.UniqueConstraint(Coalesce("desk", 0), name="one_policy_of_the_site"),
        ]

    def __str__(self):
        return str(self.desk) if self.desk_id else str(_("The whole site"))


class PolicyChange(models.Model):
    """Who changed a policy or a rule, when, and from what to what."""

    changed_at = models.DateTimeField(_("changed"), auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("changed by")
    )
    subject = models.CharField(_("of"), max_length=250)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    class Meta:
        verbose_name = _("change of policy")
        verbose_name_plural = _("changes of policy")
        ordering = ["-changed_at", "-pk"]

    def __str__(self):
        return self.subject
