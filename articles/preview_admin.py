"""An article's form as it is typed, for a preview: read as if it were to be saved, and not saved."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import all_valid
from django.http import Http404
from django.utils.translation import gettext as _

from .conflicts import newest_number
from .kinds import Kind
from .models import Byline, Section
from .previewing import stored_content
from .stale_admin import loaded_from, with_stored_rows

# What a snapshot takes of the form; what is typed for a step is none of it.
SHOWN = ["title", "standfirst", "kind", "desk", "byline", "slug"]


class PreviewAdmin(admin.ModelAdmin):
    """For articles: what newsroom/preview_views.py shows."""

    def article_to_preview(self, request, pk):
        """The article, or None for one that is being begun. Raises Http404 or PermissionDenied if it is not
        for this user to see.
        """
        if pk is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return article

    def content_to_preview(self, request, article):
        """The snapshot of what was sent, and a list of what is wrong with it, in words: one of the two. What
        is stored, if nothing was sent, or if the user may only read the story.
        """
        may_type = article is None or self.has_change_permission(request, article)
        if article and not (request.method == "POST" and may_type):
            return stored_content(article), []
        form, formsets = self.read(request, article)
        if errors := errors_of(form, formsets):
            return None, errors
        return content_of(form, formsets), []

    def read(self, request, article):
        """The form and its formsets as they were sent, checked. Nothing is locked, for nothing is written."""
        request.conflict = None
        if article and newest_number(article.pk) != loaded_from(request):
            request.POST = with_stored_rows(request.POST, article.pk)
        form = self.get_form(request, article, change=article is not None)(
            request.POST, request.FILES, instance=article
        )
        formsets, _inlines = self._create_formsets(request, form.instance, change=article is not None)
        form.is_valid()
        all_valid(formsets)
        return form, formsets


def errors_of(form, formsets):
    """What keeps the form from being shown, a line for each mistake."""
    lines = [f"{form[name].label}: {error}" for name in SHOWN for error in form.errors.get(name, [])]
    for formset in formsets:
        name = formset.model._meta.verbose_name
        lines += map(str, formset.non_form_errors())
        for number, row in enumerate(formset.forms, start=1):
            where = _("%(part)s %(number)d") % {"part": str(name).capitalize(), "number": number}
            for field, errors in row.errors.items():
                label = f", {row[field].label}" if field in row.fields else ""
                lines += [f"{where}{label}: {error}" for error in errors]
    return lines


def content_of(form, formsets):
    """The snapshot that saving a valid form would make."""
    typed = form.cleaned_data
    kind = {} if typed["kind"] == Kind.NEWS else {"kind": typed["kind"]}
    return kind | {
        "title": typed["title"],
        "standfirst": typed["standfirst"],
        "slug": typed["slug"],
        "desk": typed["desk"].pk,
        "byline": typed["byline"],
        "authors": [key_of(row.cleaned_data["author"]) for row in rows_of(formsets, Byline, "position")],
        "sections": [section_content(row) for row in rows_of(formsets, Section, "ordering")],
    }


def rows_of(formsets, model, order):
    """The rows of a model's formsets that would be there after saving, in their order."""
    rows = [
        row
        for formset in formsets
        if formset.model is model
        for row in formset.forms
        if (row.instance.pk or row.has_changed()) and not row.cleaned_data.get("DELETE")
    ]
    return sorted(rows, key=lambda row: row.cleaned_data.get(order) or 0)


def section_content(row):
    typed = row.cleaned_data
    return {
        "key": str(row.instance.key),
        "heading": typed["heading"],
        "image": key_of(typed["image"]),
        "video": typed["video"],
        "body": typed["body"],
        "tags": sorted(map(key_of, typed["tags"])),
    }


def key_of(value):
    """The primary key of a row; rows that are only shown are keys already."""
    return getattr(value, "pk", value)
