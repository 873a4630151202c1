from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article


class ShareLinkQuerySet(models.QuerySet):
    def alive(self, at=None):
        """Those that still open now, or at an aware time: neither revoked nor expired, of a story that is
        still wanted.
        """
        wanted = self.filter(article__in=Article.objects.kept())
        wanted = wanted.exclude(article__state__in=[Article.State.SPIKED, Article.State.TAKEN_DOWN])
        return wanted.filter(revoked_at=None, expires_at__gt=at or timezone.now())


class ShareLink(models.Model):
    """A secret address at which somebody without an account reads a draft. articles/sharing.py makes it."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="share_links", verbose_name=_("article")
    )
    revision = models.ForeignKey(
        "Revision",
        models.RESTRICT,
        null=True,
        related_name="+",
        verbose_name=_("revision"),
        help_text=_("What it shows. Empty: the story as it is saved last."),
    )
    token_hash = models.CharField(
        max_length=64, unique=True, help_text=_("The secret itself is kept nowhere.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.article}, {self.made_at:%Y-%m-%d %H:%M}"


class ShareOpening(models.Model):
    """That somebody opened a share link: when, and with what program. Not whence."""

    link = models.ForeignKey(ShareLink, models.CASCADE, related_name="openings", verbose_name=_("share link"))
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    agent = models.CharField(_("program"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("opening of a share link")
        verbose_name_plural = _("openings of share links")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.link}: {self.opened_at:%Y-%m-%d %H:%M}"
