"""Pictures in the admin: uploading one, finding it again, and seeing where it is used."""

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from . import renditions
from .image_forms import ImageForm, UploadForm
from .image_uses_admin import ImageUsesAdmin, UsedFilter, lines_of_uses


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


class ImageAdmin(ImageUsesAdmin):
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


def taken_over(form, name):
    return form.cleaned_data[name] and not form.data.get(name, "").strip()


def shown(image, name, url):
    return format_html(
        '<img class="{}" src="{}" alt="{}" loading="lazy">', name, url, image.alt_text or image
    )
