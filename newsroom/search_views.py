"""Readers' search. Like all public pages, its answer is the same for everyone."""

from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from articles.models import EditionSection
from articles.passages import passage
from articles.search import MOST_FOUND, found, latest, parts_of
from comments.models import Discussion

from .keeping.public import public
from .search_form import NAMES, SearchForm

RESULTS_ON_PAGE = 20


@public(*NAMES, "page")
@require_safe
def search_page(request):
    """What is found, best first; without words, the newest that is meant. Nothing, while nothing is asked."""
    form = SearchForm(request.GET)
    words = form.data["q"]
    is_asked = bool(words.strip()) or form.is_narrowed()
    keys = keys_of(form, words) if is_asked and form.is_valid() else []
    number = page_number(request.GET.get("page", ""), len(keys[:MOST_FOUND]))
    sections = sections_of(keys[(number - 1) * RESULTS_ON_PAGE :][:RESULTS_ON_PAGE])
    outside, phrases = parts_of(words)
    wanted = [word for part in outside for word in part.split()] + phrases
    context = {
        "form": form,
        "is_asked": is_asked,
        "results": [(section, passage(section.text, wanted)) for section in sections],
        "comment_counts": Discussion.objects.counts_of({section.edition.article_id for section in sections}),
        "number": len(keys),
        "most": MOST_FOUND,
        "without": "?" + urlencode({"q": words}) if words.strip() and form.is_narrowed() else "",
        "previous": address(form, number - 1) if number > 1 else "",
        "next": address(form, number + 1) if number * RESULTS_ON_PAGE < len(keys[:MOST_FOUND]) else "",
    }
    return render(request, "newsroom/search_page.html", context)


def keys_of(form, words):
    return found(words, form.sections()) if words.strip() else latest(form.sections())


def sections_of(keys):
    """The sections of these primary keys that readers may see, in that order."""
    public = EditionSection.objects.current().select_related("edition__address", "edition__desk")
    by_pk = public.in_bulk(keys)
    return [by_pk[key] for key in keys if key in by_pk]


def page_number(text, results):
    """The number of the page that is asked for; that of the first, if there is no such page."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 1
    return number if number > 0 and (number - 1) * RESULTS_ON_PAGE < results else 1


def address(form, number):
    asked = {name: form.data[name] for name in NAMES if form.data[name]}
    return "?" + urlencode(asked | {"page": number})
