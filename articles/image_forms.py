"""The forms of a picture: uploading one, and putting its words right."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from . import pictures
from .models import Image

KINDS = "image/jpeg,image/png,image/webp,image/gif,image/avif"
WORDS = ["alt_text", "is_decorative", "caption", "credit"]


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = WORDS
        widgets = {
            "alt_text": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 2}),
            "caption": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 2}),
        }


class UploadForm(ImageForm):
    """What the file says by itself fills the fields that were left empty."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": KINDS}),
        help_text=_(
            "JPEG, PNG, WebP, GIF or AVIF. Where it was taken is removed from it, its credit is kept."
        ),
    )
    upload_again = forms.BooleanField(
        label=_("Upload it once more all the same"), required=False, widget=forms.HiddenInput
    )

    class Meta(ImageForm.Meta):
        fields = ["file", *WORDS]

    def clean(self):
        cleaned = super().clean()
        if upload := cleaned.get("file"):
            try:
                cleaned |= self.take_in(upload, cleaned)
            except ValidationError as error:
                self.add_error("file", error)
        return cleaned

    def take_in(self, upload, cleaned):
        """The fields as the file completes them."""
        picture = pictures.take_in(upload)
        same = Image.objects.filter(sha256=picture.sha256).first()
        if same and not cleaned.get("upload_again"):
            self.fields["upload_again"].widget = forms.CheckboxInput()
            raise ValidationError(is_there_already(same))
        credit = cleaned.get("credit") or picture.words.credit
        self.instance.sha256 = picture.sha256
        return {
            "file": picture.as_file(credit=credit),
            "credit": credit,
            "caption": cleaned.get("caption") or picture.words.caption,
        }


def is_there_already(image):
    url = reverse("admin:articles_image_change", args=[image.pk])
    return format_html(
        '{} <a href="{}">{}</a>. {}',
        _("This file is there already:"),
        url,
        image,
        _("Use that one, or choose the file again and tick “Upload it once more all the same”."),
    )
