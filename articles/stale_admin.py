"""The article's form when somebody else has saved meanwhile: refused, with every word typed still in it."""

from functools import cached_property

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .choices import ChoosingFormSet
from .conflicts import find_conflict, newest_number
from .models import Article, Byline, Section
from .typed import StoredRow, carry_over


class RefusesStale:
    """For a form: it is not valid while there is a conflict that its sender has not seen."""

    conflict = None

    def clean(self):
        if self.conflict:
            raise ValidationError(
                _("Not saved yet: the article has changed since you opened it, as shown above."), code="stale"
            )
        return super().clean()


class SectionFormSet(ChoosingFormSet):
    """Sections keep their keys, also one that comes back after somebody else has removed it."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if form.instance.pk:
            form.initial["lasting_key"] = form.instance.key
        return form

    @cached_property
    def taken_keys(self):
        return {section.key for section in self.get_queryset()}

    def save_new(self, form, commit=True):
        key = form.cleaned_data.get("lasting_key")
        if key and key not in self.taken_keys:
            form.instance.key = key
            self.taken_keys.add(key)
        return super().save_new(form, commit=commit)


class StaleAdmin(admin.ModelAdmin):
    """For articles: a form carries the number of the revision it was loaded from, and is refused with 409
    if a newer one is there. Sent once more, having shown that one, it is accepted.
    """

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.conflict = getattr(request, "conflict", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        pk = key_in(object_id)
        if pk is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST":
            request.loaded_from = newest_number(pk)
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            request.loaded_from = loaded_from(request)
            request.conflict = find_conflict(pk, request.loaded_from)
            if request.conflict:
                request.loaded_from = request.conflict.newest
                request.POST = with_stored_rows(request.POST, pk)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        conflict = getattr(request, "conflict", None)
        context |= {"loaded_from": getattr(request, "loaded_from", 0), "conflict": conflict}
        response = super().render_change_form(request, context, *args, **kwargs)
        if conflict:
            response.status_code = 409
        return response


def key_in(object_id):
    """The primary key in an address of the admin, or None."""
    try:
        return None if object_id is None else Article._meta.pk.to_python(unquote(object_id))
    except ValidationError:
        return None


def loaded_from(request):
    """The number that a sent form carries; without one it knows of no revision."""
    number = request.POST.get("loaded_from", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0


def with_stored_rows(posted, article_pk):
    """A copy of what was sent whose rows are those that are stored by now."""
    data = posted.copy()
    sections = Section.objects.filter(article=article_pk).prefetch_related("tags")
    stored = [StoredRow(row.pk, str(row.key), section_values(row)) for row in sections]
    carry_over(data, "sections", "lasting_key", stored)
    bylines = Byline.objects.filter(article=article_pk)
    stored = [StoredRow(row.pk, str(row.author_id), byline_values(row)) for row in bylines]
    carry_over(data, "bylines", "author", stored)
    return data


def section_values(section):
    return {
        "id": section.pk,
        "lasting_key": section.key,
        "region": "story",
        "ordering": section.ordering,
        "heading": section.heading,
        "body": section.body,
        "image": section.image_id,
        "video": section.video,
        "tags": [tag.pk for tag in section.tags.all()],
    }


def byline_values(byline):
    return {"id": byline.pk, "author": byline.author_id, "position": byline.position}
