from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Revision

from .about import Page
from .front_place import FrontPlace
from .paper import Paper
from .robots import Robot

__all__ = ["FrontPlace", "ImportedDocument", "Page", "Paper", "PublicChange", "Robot", "Tries"]


class ImportedDocument(models.Model):
    """Where an imported article comes from: kept for editors, and to know the document when it comes
    again.
    """

    article = models.OneToOneField(Article, models.CASCADE, related_name="+", verbose_name=_("article"))
    identity = models.CharField(
        max_length=64,
        unique=True,
        help_text=_("A hash of what makes the document the same when it comes again."),
    )
    file_name = models.CharField(_("file"), max_length=1000)
    source_url = models.TextField(_("source"), blank=True)
    content_hashes = models.JSONField(
        default=list, help_text=_("SHA-256 of every file that has gone into the article: none does so twice.")
    )
    text = models.TextField(_("text as read"))
    revision = models.ForeignKey(
        Revision,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("revision"),
        help_text=_("The article as it was imported: if it differs now, an editor has changed it."),
    )
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)

    class Meta:
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")
        ordering = ["-imported_at", "-pk"]

    def __str__(self):
        return self.file_name


class Tries(models.Model):
    """How often a password, a code or a mail was tried under a name (newsroom/signing_in/tries.py)."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("tries")
        verbose_name_plural = _("tries")
        default_permissions = []
        permissions = [("reset_second_factor", "Can reset colleagues’ second factor")]

    def __str__(self):
        return self.key


class PublicChange(models.Model):
    """That something changed that readers see, besides comments. Triggers write the rows and take old ones
    away (newsroom/keeping/triggers.py); the sum of the marks, random numbers, is the site's version.
    """

    mark = models.BigIntegerField()

    class Meta:
        default_permissions = []

    def __str__(self):
        return str(self.mark)
