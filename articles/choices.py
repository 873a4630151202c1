"""What the rows of a form have chosen, asked for all rows at once; the admin asks for each row, and twice:
for a name when it shows the form, for the row when the form is sent.
"""

from functools import cached_property

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, ForeignKeyRawIdWidget
from django.core.exceptions import ValidationError
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


class Stored:
    """The rows that a formset has read already."""

    def __init__(self, formset):
        self.rows = {str(row.pk): row for row in formset.get_queryset()}


class AmongChosen:
    """For a field of a row's form: what is sent is looked up among the chosen rows of all forms."""

    chosen = None

    def look_up(self, key):
        if str(key) not in self.chosen.rows:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": key})
        return self.chosen.rows[str(key)]


class ChosenField(AmongChosen, forms.ModelChoiceField):
    def to_python(self, value):
        if self.chosen is None or value in self.empty_values:
            return super().to_python(value)
        return self.look_up(self.prepare_value(value))


class ChosenListField(AmongChosen, forms.ModelMultipleChoiceField):
    def clean(self, value):
        if self.chosen is None or not value or not isinstance(value, list):
            return super().clean(value)
        return [self.look_up(key) for key in dict.fromkeys(self.prepare_value(value))]


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
    """Its forms ask for what they have chosen together, and for no stored row that is read already."""

    @cached_property
    def forms(self):
        forms = super().forms
        for name in forms[0].fields if forms else ():
            chosen = Chosen(forms, name)
            for form in forms:
                field = form.fields[name]
                widget = getattr(field.widget, "widget", field.widget)  # the admin wraps it
                if isinstance(widget, (ChosenOne, ChosenMany, ChosenKey)):
                    field.chosen = widget.chosen = chosen
        return forms

    @cached_property
    def stored(self):
        return Stored(self)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        name = self.model._meta.pk.name
        key = form.fields[name]
        form.fields[name] = ChosenField(
            key.queryset, initial=key.initial, required=False, widget=forms.HiddenInput
        )
        form.fields[name].chosen = self.stored


class ChoosingInline:
    """For an inline: its autocomplete and raw-id fields cost a query each, not one for each row."""

    formset = ChoosingFormSet

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs |= {"widget": ChosenOne(db_field, self.admin_site), "form_class": ChosenField}
        elif db_field.name in self.raw_id_fields:
            widget = ChosenKey(db_field.remote_field, self.admin_site)
            kwargs |= {"widget": widget, "form_class": ChosenField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs |= {"widget": ChosenMany(db_field, self.admin_site), "form_class": ChosenListField}
        return super().formfield_for_manytomany(db_field, request, **kwargs)
