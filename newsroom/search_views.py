"""Readers' search. Like all public pages, its answer is the same for everyone."""

from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from articles.models import EditionSection
from articles.passages import passage
from articles.prepared import prepared
from articles.search import MOST_FOUND, Found, Wanted, found, latest
from comments.models import Discussion

from .keeping.public import public
from .search_form import NAMES, SearchForm

RESULTS_ON_PAGE = 20


@public(*NAMES, "page")
@require_safe
def search_page(request):
    """What is found, best first; without words, or with words in very many passages, the newest that is
    meant. Nothing, while nothing is asked.
    """
    form = SearchForm(request.GET)
    words, asked = form.data["q"], page_number(request.GET.get("page", ""))
    is_asked = bool(words.strip()) or form.is_narrowed()
    result = result_of(form, words, asked) if is_asked and form.is_valid() else Found([])
    # The first page, if there is no such one.
    number = asked if (asked - 1) * RESULTS_ON_PAGE < len(result.keys[:MOST_FOUND]) else 1
    sections = sections_of(result.keys[:MOST_FOUND][(number - 1) * RESULTS_ON_PAGE :][:RESULTS_ON_PAGE])
    wanted = Wanted.of(words)
    context = {
        "form": form,
        "is_asked": is_asked,
        "results": [(section, passage(section.text, wanted.parts())) for section in sections],
        "comment_counts": Discussion.objects.counts_of({section.edition.article_id for section in sections}),
        "number": len(result.keys),
        "most": MOST_FOUND,
        "is_ranked": result.is_ranked,
        "without": "?" + urlencode({"q": words}) if words.strip() and form.is_narrowed() else "",
        "previous": address(form, number - 1) if number > 1 else "",
        "next": address(form, number + 1) if number * RESULTS_ON_PAGE < len(result.keys[:MOST_FOUND]) else "",
    }
    return render(request, "newsroom/search_page.html", context)


def result_of(form, words, page):
    if not words.strip():
        return Found(latest(form.sections()))
    # One more than the page shows tells whether there is another.
    return found(words, form.sections(), most_newest=min(page * RESULTS_ON_PAGE, MOST_FOUND) + 1)


def sections_of(keys):
    """The sections of these primary keys that readers may see, in that order."""
    by_pk = {section.pk: section for section in public_sections(keys)}
    return [by_pk[key] for key in keys if key in by_pk]


@prepared
def public_sections(keys):
    public = EditionSection.objects.current().filter(pk__in=keys).defer("html").order_by()
    return public.select_related("edition__address", "edition__desk")


def page_number(text):
    """The number of the page that is asked for; 1 for a senseless one."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 1
    return number if 0 < number <= MOST_FOUND / RESULTS_ON_PAGE else 1


def address(form, number):
    asked = {name: form.data[name] for name in NAMES if form.data[name]}
    return "?" + urlencode(asked | {"page": number})
