from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class Lasting(TypeError):
    """What readers were told is not changed and not deleted; another correction may follow it."""


class CorrectionQuerySet(models.QuerySet):
    def public(self):
        """Those of stories that readers see now."""
        live = Edition.objects.current().order_by().filter(article=OuterRef("edition__article"))
        return self.filter(Exists(live))

    def update(self, **fields):
        raise Lasting

    def delete(self):
        raise Lasting

    delete.alters_data = True
    delete.queryset_only = True


class Correction(models.Model):
    """What an edition put right, in words for readers. It is never changed and never deleted.

    articles/publishing.py makes corrections, each together with its edition.
    """

    class Severity(models.TextChoices):
        SERIOUS = "serious", _("serious: the note stands above the story")
        ORDINARY = "ordinary", _("ordinary: the note stands at the story’s end")

    edition = models.OneToOneField(
        Edition, models.PROTECT, related_name="correction", verbose_name=_("edition")
    )
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, default=Severity.ORDINARY)
    words = models.TextField(
        _("words to readers"), help_text=_("What was wrong, and what is right: plain text.")
    )
    section_key = models.UUIDField(
        _("section"),
        null=True,
        help_text=_("The lasting key of the section that was put right, if it was one."),
    )
    made_at = models.DateTimeField(_("made"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty: a program, or an account that is gone."),
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="correction_has_words",
                condition=~models.Q(words=""),
                violation_error_message=_("A correction needs words for readers."),
            )
        ]

    def __str__(self):
        return self.words

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Lasting
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Lasting
