"""The table of by-lines on an article's form."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .choices import ChoosingFormSet, ChoosingInline
from .models import Byline


class BylineFormSet(ChoosingFormSet):
    """Names each field for whoever does not see the table's head."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        row = _("new") if index is None else index + 1
        for field in form.fields.values():
            # The admin wraps the widget of what is chosen.
            widget = getattr(field.widget, "widget", field.widget)
            if not widget.is_hidden and field.label:
                widget.attrs["aria-label"] = _("%(field)s, by-line %(row)s") % {
                    "field": field.label,
                    "row": row,
                }


class BylineInline(ChoosingInline, admin.TabularInline):
    model = Byline
    formset = BylineFormSet
    extra = 0
    autocomplete_fields = ["author"]
    fields = ["author", "position"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")
