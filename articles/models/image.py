import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def unguessable_path(image, filename):
    """Where an upload is stored: a story that is not yet public must not be found by the names of its
    pictures.
    """
    return f"images/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()}"


def validate_widths(value):
    """Refuse what is no list of widths in pixels: an imported record may say anything."""
    if not (isinstance(value, list) and all(type(width) is int and 0 < width < 20_000 for width in value)):
        raise ValidationError(_("This is no list of widths."))


class ImageQuerySet(models.QuerySet):
    def undescribed(self):
        """Those of which nobody has said what they show."""
        return self.filter(alt_text="", is_decorative=False)


class Image(models.Model):
    """A picture with the words that go with it wherever it is used. articles/pictures.py takes it in."""

    file = models.ImageField(
        _("file"),
        upload_to=unguessable_path,
        width_field="width",
        height_field="height",
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "gif", "webp"])],
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    sha256 = models.CharField(
        _("SHA-256 of the upload"),
        max_length=64,
        blank=True,
        editable=False,
        db_index=True,
        help_text=_("By this the same file is known when it comes again. Empty: it was never taken in."),
    )
    renditions = models.JSONField(
        _("widths"),
        default=list,
        editable=False,
        validators=[validate_widths],
        help_text=_("The widths in which it is stored beside the original, in pixels."),
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, in a sentence, for those who do not see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It adds nothing to the words: whoever does not see it misses nothing."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="image_described_or_decorative",
                condition=models.Q(alt_text="") | models.Q(is_decorative=False),
                violation_error_message=_(
                    "A decorative picture has no alternative text: remove one of the two."
                ),
            )
        ]

    def __str__(self):
        return self.caption or self.alt_text or self.credit or self.untitled()

    def untitled(self):
        """What a picture of which nothing is said is called: its file's name is made of random letters."""
        day = self.uploaded_at and date_format(localtime(self.uploaded_at), "DATE_FORMAT")
        return gettext("Untitled picture, %(day)s") % {"day": day} if day else gettext("Untitled picture")

    def is_described(self):
        """Whether somebody has said what it shows, or that it need not be said."""
        return bool(self.alt_text) or self.is_decorative

    def rendition_name(self, width):
        """Where the storage has the picture in a width."""
        return f"{PurePath(self.file.name).with_suffix('')}-{width}.webp"

    def rendition_names(self):
        return [self.rendition_name(width) for width in self.renditions]

    def rendition_url(self, width):
        return self.file.storage.url(self.rendition_name(width))

    def srcset(self):
        """The widths among which a browser chooses, as HTML writes them; empty if there are none."""
        return ", ".join(f"{self.rendition_url(width)} {width}w" for width in self.renditions)

    def thumbnail_url(self):
        """The narrowest there is."""
        return self.rendition_url(self.renditions[0]) if self.renditions else self.file.url
