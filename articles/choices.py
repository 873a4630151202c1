"""The names of what the rows of a form have chosen, for all rows at once; the admin asks for each row."""

from functools import cached_property

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, ForeignKeyRawIdWidget
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.text import Truncator


class Chosen:
    """What the forms of a formset have chosen in a field: one query, when the first name is asked for."""

    def __init__(self, forms, name):
        self.forms, self.name = forms, name

    @cached_property
    def rows(self):
        """{primary key as text: row}"""
        values = [form[self.name].value() for form in self.forms]
        keys = {str(key) for value in values for key in (value if isinstance(value, list) else [value])}
        # What is no key was typed or sent, and is refused when the form is checked.
        keys = {int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19}
        rows = self.forms[0].fields[self.name].queryset.filter(pk__in=keys)
        return {str(row.pk): row for row in rows}


class ChosenOptions:
    """For a widget that shows what is chosen and loads the rest as one types."""

    chosen = None

    def optgroups(self, name, value, attr=None):
        if self.chosen is None:
            return super().optgroups(name, value, attr)
        multiple = self.allow_multiple_selected
        options = [] if self.is_required or multiple else [self.create_option(name, "", "", False, 0)]
        rows = sorted((self.chosen.rows[key] for key in value if key in self.chosen.rows), key=str)
        options += [
            self.create_option(name, row.pk, str(row), True, place)
            for place, row in enumerate(rows, start=len(options))
        ]
        return [(None, options, 0)]


class ChosenOne(ChosenOptions, AutocompleteSelect):
    pass


class ChosenMany(ChosenOptions, AutocompleteSelectMultiple):
    pass


class ChosenKey(ForeignKeyRawIdWidget):
    chosen = None

    def label_and_url_for_value(self, value):
        if self.chosen is None:
            return super().label_and_url_for_value(value)
        row = self.chosen.rows.get(str(value))
        if row is None:
            return "", ""
        url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        return Truncator(row).words(14), url


class ChoosingFormSet(BaseInlineFormSet):
    """Its forms ask for the names of what they have chosen together."""

    @cached_property
    def forms(self):
        forms = super().forms
        for name in forms[0].fields if forms else ():
            chosen = Chosen(forms, name)
            for form in forms:
                widget = form.fields[name].widget
                widget = getattr(widget, "widget", widget)  # the admin wraps it
                if isinstance(widget, (ChosenOne, ChosenMany, ChosenKey)):
                    widget.chosen = chosen
        return forms


class ChoosingInline:
    """For an inline: its autocomplete and raw-id fields cost a query each, not one for each row."""

    formset = ChoosingFormSet

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChosenOne(db_field, self.admin_site))
        elif db_field.name in self.raw_id_fields:
            kwargs.setdefault("widget", ChosenKey(db_field.remote_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChosenMany(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
