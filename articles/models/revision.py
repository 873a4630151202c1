from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RevisionQuerySet(models.QuerySet):
    def without_content(self):
        """For lists: with who saved each, and source, the number of what it was restored from; but without
        the snapshots, which are long.
        """
        source = models.F("restored_from__number")
        return self.select_related("saved_by").defer("content").annotate(source=source)


class Revision(models.Model):
    """A private snapshot of an article's working copy, one for each save (articles/revisions.py makes
    them).
    """

    article = models.ForeignKey(
        "Article", models.CASCADE, related_name="revisions", verbose_name=_("article")
    )
    number = models.PositiveIntegerField(_("number"))
    saved_at = models.DateTimeField(_("saved"), auto_now_add=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("saved by")
    )
    content = models.JSONField(_("content"))
    restored_from = models.ForeignKey(
        "self", models.RESTRICT, null=True, related_name="+", verbose_name=_("restored from")
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_numbered_once")]

    def __str__(self):
        return f"{self.article} ({self.number})"

    def saver(self):
        """Who saved it, in words."""
        if self.saved_by is None:
            return _("a program or a deleted account")
        return self.saved_by.get_full_name() or self.saved_by.get_username()
