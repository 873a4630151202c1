import uuid
from pathlib import PurePath

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def unguessable_path(image, filename):
    """Where an upload is stored: a story that is not yet public must not be found by the names of its
    pictures.
    """
    return f"images/{uuid.uuid4()}{PurePath(filename).suffix.lower()}"


class Image(models.Model):
    """A picture with the words that go with it wherever it is used."""

    file = models.ImageField(
        _("file"),
        upload_to=unguessable_path,
        width_field="width",
        height_field="height",
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "gif", "webp"])],
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_(
            "What the picture shows, for those who do not see it. Leave empty only if it is decoration."
        ),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.caption or self.alt_text or PurePath(self.file.name).name
