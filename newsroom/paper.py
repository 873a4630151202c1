"""The paper itself: what it is called and looks like. One row, which chiefs keep in the admin."""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .colours import validate_on_dark, validate_on_light

ACCENT, ACCENT_ON_DARK = "#8a1c1c", "#f0938a"
# That of the paper's own icon, at least.
ICON_WIDTH = 192
PICTURES = [FileExtensionValidator(["jpg", "png", "webp"])]


def new_path(paper, filename):
    """A name that no earlier picture had, so that caches hold no other."""
    return f"paper/{secrets.token_hex(8)}{PurePath(filename).suffix.lower()}"


def name_in_settings():
    return settings.SITE_NAME


class Paper(models.Model):
    """The one row. Without it, the name is that of the settings and the look that of site.css."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=60, default=name_in_settings)
    tagline = models.CharField(
        _("tagline"), max_length=120, blank=True, help_text=_("A line below the name, on every page.")
    )
    logo = models.ImageField(
        _("logo"),
        blank=True,
        upload_to=new_path,
        width_field="logo_width",
        height_field="logo_height",
        validators=PICTURES,
    )
    logo_width = models.PositiveIntegerField(null=True, editable=False)
    logo_height = models.PositiveIntegerField(null=True, editable=False)
    icon = models.ImageField(_("icon"), blank=True, upload_to=new_path, validators=PICTURES)
    accent = models.CharField(
        _("colour"),
        max_length=7,
        default=ACCENT,
        validators=[validate_on_light],
        help_text=_("Of links, labels and buttons: dark enough to be read on a light page."),
    )
    accent_on_dark = models.CharField(
        _("colour on dark pages"),
        max_length=7,
        default=ACCENT_ON_DARK,
        validators=[validate_on_dark],
        help_text=_("The same, bright enough to be read on a dark page."),
    )

    class Meta:
        verbose_name = _("the paper")
        verbose_name_plural = _("the paper")
        constraints = [models.CheckConstraint(name="one_paper", condition=models.Q(id=1))]

    def __str__(self):
        return self.name
