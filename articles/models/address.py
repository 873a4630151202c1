from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..addresses import path_to
from ..slugs import MAX_LENGTH


class Address(models.Model):
    """The date and slug under which an article is, or once was, public. It is never given to another
    article.
    """

    article = models.ForeignKey(
        "Article", models.PROTECT, related_name="addresses", verbose_name=_("article")
    )
    date = models.DateField(_("date"), help_text=_("The newsroom’s calendar day of the first publication."))
    slug = models.SlugField(_("slug"), max_length=MAX_LENGTH)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [models.UniqueConstraint(fields=["date", "slug"], name="address_used_once")]

    def __str__(self):
        return self.get_absolute_url()

    def get_absolute_url(self):
        return path_to("story", self.date, self.slug)


class DayConverter:
    """The day in an address, 2023/09/13, as a date. A day that no calendar has matches nothing."""

    regex = r"[0-9]{4}/[0-9]{2}/[0-9]{2}"

    def to_python(self, value):
        return date.fromisoformat(value.replace("/", "-"))

    def to_url(self, value):
        return value.isoformat().replace("-", "/")
