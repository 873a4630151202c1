"""Pictures in the admin: uploading one, finding it again, and seeing where it is used."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import pictures, renditions
from .models import Article, Image
from .uses import is_used, uses_of

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


class DescribedFilter(admin.SimpleListFilter):
    title = _("alternative text")
    parameter_name = "alt"

    def lookups(self, request, model_admin):
        return [("missing", _("missing")), ("given", _("given")), ("decorative", _("decorative"))]

    def queryset(self, request, queryset):
        if self.value() == "missing":
            return queryset.undescribed()
        if self.value() == "decorative":
            return queryset.filter(is_decorative=True)
        return queryset.exclude(alt_text="") if self.value() == "given" else queryset


class UsedFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("yes", _("in a story")), ("no", _("in no story"))]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.exclude(is_used())
        return queryset.filter(is_used()) if self.value() == "yes" else queryset


class ImageAdmin(admin.ModelAdmin):
    list_display = ["thumbnail", "__str__", "described", "credit", "uploaded_at"]
    list_display_links = ["thumbnail", "__str__"]
    list_filter = [DescribedFilter, UsedFilter]
    list_per_page = 50
    search_fields = ["alt_text", "caption", "credit"]
    date_hierarchy = "uploaded_at"

    class Media:
        css = {"all": ["articles/images.css"]}

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, form=ImageForm if change else UploadForm, **kwargs)

    def get_fieldsets(self, request, obj=None):
        words = ("alt_text", "is_decorative")
        if obj:
            return [
                (None, {"fields": ["picture", *words, "caption", "credit"]}),
                (_("The file"), {"fields": ["size", "widths", "uploaded_at"]}),
            ]
        return [(None, {"fields": ["file", "upload_again", *words, "caption", "credit"]})]

    def get_readonly_fields(self, request, obj=None):
        # The pictures of an edition never change: another file is another image.
        return ["picture", "size", "widths", "uploaded_at"] if obj else []

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            renditions.make(obj)
            taken = [str(form.fields[name].label) for name in ("caption", "credit") if taken_over(form, name)]
            if taken:
                text = _("Taken over from the file: %(fields)s. Please check.") % {"fields": ", ".join(taken)}
                self.message_user(request, text, messages.WARNING)

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return shown(image, "thumbnail", image.thumbnail_url())

    @admin.display(description=_("picture"))
    def picture(self, image):
        wide = image.rendition_url(image.renditions[-1]) if image.renditions else image.file.url
        return format_html('<a href="{}">{}</a>', image.file.url, shown(image, "preview", wide))

    @admin.display(description=_("alternative text"))
    def described(self, image):
        if image.is_decorative:
            return _("decorative")
        return image.alt_text or format_html('<strong class="missing">{}</strong>', _("missing"))

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"

    @admin.display(description=_("widths for pages"))
    def widths(self, image):
        return ", ".join(map(str, image.renditions)) or _("none yet")

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context |= {"uses": lines_of_uses(obj, request.user), "is_picture": True}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_deleted_objects(self, objs, request):
        """For the pages that ask before deleting: one that is used is named with its stories, and stays."""
        uses = [
            format_html("{} – {}", image, line)
            for image in objs
            for line in lines_of_uses(image, request.user)
        ]
        names = [str(image) for image in objs]
        return names, {self.opts.verbose_name_plural: len(names)}, set(), uses

    def delete_view(self, request, object_id, extra_context=None):
        return self.unless_used(request, partial(super().delete_view, request, object_id, extra_context))

    def changelist_view(self, request, extra_context=None):
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        return self.unless_used(request, partial(super().changelist_view, request, extra_context))

    def unless_used(self, request, view):
        """What the view answers; all or nothing is deleted. A story may take an image in between the look at
        its uses and the deleting.
        """
        try:
            with transaction.atomic():
                return view()
        except IntegrityError:
            text = _("Nothing is deleted: a story has taken a picture in meanwhile.")
            self.message_user(request, text, messages.ERROR)
            return redirect(request.get_full_path())

    def delete_model(self, request, obj):
        pictures.discard(obj)

    def delete_queryset(self, request, queryset):
        for image in queryset:
            pictures.discard(image)


def taken_over(form, name):
    return form.cleaned_data[name] and not form.data.get(name, "").strip()


def shown(image, name, url):
    return format_html(
        '<img class="{}" src="{}" alt="{}" loading="lazy">', name, url, image.alt_text or image
    )


def lines_of_uses(image, user):
    """A line for each story that uses it, with its headline if the user may read it."""
    uses = uses_of(image)
    readable = set(
        Article.objects.visible_to(user)
        .filter(pk__in=[use.article.pk for use in uses])
        .values_list("pk", flat=True)
    )
    lines = [line_of(use) for use in uses if use.article.pk in readable]
    if hidden := len(uses) - len(lines):
        lines.append(ngettext("%d story of colleagues", "%d stories of colleagues", hidden) % hidden)
    return lines


def line_of(use):
    places = [_("working copy")] if use.in_working_copy else []
    if use.in_current_edition:
        places.append(_("readers see it"))
    if use.editions:
        numbers = ", ".join(map(str, use.editions))
        places.append(ngettext("edition %s", "editions %s", len(use.editions)) % numbers)
    url = reverse("admin:articles_article_change", args=[use.article.pk])
    return format_html('<a href="{}">{}</a> ({})', url, use.article, ", ".join(map(str, places)))
