"""The paper's name and look in the admin: one form, for one row."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.image_forms import KINDS
from articles.pictures import take_in

from .models import Paper
from .paper import ICON_WIDTH

# Twice what pages show, for fine screens.
LOGO, ICON = (1200, 200), (ICON_WIDTH, ICON_WIDTH)


class PaperForm(forms.ModelForm):
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": KINDS}),
        help_text=_(
            "Stands for the name at the head of each page. JPEG, PNG, WebP, GIF or AVIF; without background "
            "it looks best. Dark pages put it on a light ground."
        ),
    )
    icon = forms.FileField(
        label=_("Icon"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": KINDS}),
        help_text=_("A square picture for the browser’s tabs, bookmarks and home screens."),
    )

    class Meta:
        model = Paper
        fields = ["name", "tagline", "logo", "icon", "accent", "accent_on_dark"]
        widgets = {
            "name": forms.TextInput(attrs={"class": "vTextField"}),
            "tagline": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "accent": forms.TextInput(attrs={"type": "color"}),
            "accent_on_dark": forms.TextInput(attrs={"type": "color"}),
        }

    def clean_logo(self):
        return self.taken_in("logo", LOGO)

    def clean_icon(self):
        return self.taken_in("icon", ICON)

    def taken_in(self, name, size):
        """The upload as it is stored: looked at and written anew, and not larger than needed."""
        upload = self.cleaned_data[name]
        if not upload or name not in self.changed_data:
            return upload
        picture = take_in(upload)
        if name == "icon" and picture.pixels.width != picture.pixels.height:
            raise ValidationError(_("An icon is as wide as it is high."))
        if name == "icon" and picture.pixels.width < ICON_WIDTH:
            raise ValidationError(
                _("This icon is too small: %(least)d pixels are the least."), params={"least": ICON_WIDTH}
            )
        picture.pixels.thumbnail(size)
        return picture.as_file()


@admin.register(Paper)
class PaperAdmin(admin.ModelAdmin):
    form = PaperForm
    fieldsets = [
        (None, {"fields": ["name", "tagline"]}),
        (_("Look"), {"fields": ["logo", "icon", "accent", "accent_on_dark"]}),
    ]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        paper = Paper.objects.first()
        if paper:
            return redirect(reverse("admin:newsroom_paper_change", args=[paper.pk]))
        return redirect("admin:newsroom_paper_add")

    def has_add_permission(self, request):
        if not super().has_add_permission(request):
            return False
        # The admin's first page asks twice.
        if not hasattr(request, "has_paper"):
            request.has_paper = Paper.objects.exists()
        return not request.has_paper

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """What a new picture has replaced is deleted once the row says so."""
        before = Paper.objects.first() or Paper()
        old = [getattr(before, name) for name in ("logo", "icon") if name in form.changed_data]
        super().save_model(request, obj, form, change)
        transaction.on_commit(lambda: [file.storage.delete(file.name) for file in old if file])
