from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RuleQuerySet(models.QuerySet):
    def in_force(self, at=None):
        return self.filter(Q(until=None) | Q(until__gt=at or timezone.now()), lifted_at=None)


class Rule(models.Model):
    """An entry of the moderators' lists: a word, a host, or somebody who is banned. Never deleted, but
    lifted.
    """

    class Kind(models.TextChoices):
        BANNED_WORD = "banned word", _("word that is rejected")
        SUSPECT_WORD = "suspect word", _("word that is held")
        ALLOWED_HOST = "allowed host", _("host that does not count as a link")
        BANNED_HOST = "banned host", _("host that is rejected")
        BANNED_READER = "banned reader", _("reader who is banned")
        BANNED_NETWORK = "banned network", _("network that is banned")

    kind = models.CharField(pgettext_lazy("of a rule", "kind"), max_length=14, choices=Kind)
    value = models.CharField(
        _("what"),
        max_length=200,
        help_text=_("A word or phrase, in which * stands for any letters; a host with all below it; an id."),
    )
    until = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: for good."))
    why = models.CharField(_("why"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("lifted by"),
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["kind", "value"]
        indexes = [
            models.Index(fields=["-lifted_at"], condition=Q(lifted_at__isnull=False), name="rule_lifted_last")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"], condition=Q(lifted_at=None), name="rule_made_once"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value}"

    def is_in_force(self, at=None):
        return self.lifted_at is None and (self.until is None or self.until > (at or timezone.now()))
