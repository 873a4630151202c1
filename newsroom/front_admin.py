"""The front page in the admin: which stories stand at its top, where, and how long."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .front import top_now
from .models import FrontPlace


class FrontPlaceForm(forms.ModelForm):
    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and "until" in self.changed_data and until <= timezone.now():
            raise ValidationError(_("This time has passed."))
        return until


@admin.register(FrontPlace)
class FrontPlaceAdmin(admin.ModelAdmin):
    """Above the list stands what readers see now: newest stories fill the places that nobody has given."""

    form = FrontPlaceForm
    change_list_template = "admin/newsroom/front_page.html"
    list_display = ["article", "position", "until", "seen"]
    list_editable = ["position", "until"]
    list_select_related = ["article"]
    autocomplete_fields = ["article"]
    fields = ["article", "position", "until"]

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **kwargs | {"form": FrontPlaceForm})

    def get_queryset(self, request):
        return super().get_queryset(request).with_edition()

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"title": _("Front page"), "top": top_now(), **(extra_context or {})}
        )

    @admin.display(description=_("readers see it"), boolean=True)
    def seen(self, place):
        return place.edition_id is not None and (place.until is None or place.until > timezone.now())
