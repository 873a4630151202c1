from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Transition(models.Model):
    """A step of an article from one state to another: who, when and why. It is never changed or deleted.

    articles/states.py stores them, and articles/workflow.py says which there are.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="transitions", verbose_name=_("article")
    )
    verb = models.CharField(_("act"), max_length=20)
    from_state = models.CharField(_("from"), max_length=11, choices=Article.State)
    to_state = models.CharField(_("to"), max_length=11, choices=Article.State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty: a program, or an account that is gone."),
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    words = models.TextField(_("words"), blank=True)
    words_to_readers = models.TextField(
        _("words to readers"), blank=True, help_text=_("Why a story was taken down, as its page says.")
    )
    overridden = models.JSONField(
        _("overridden"), default=list, help_text=_("The warnings in spite of which it was taken.")
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.article}: {self.verb}"
