"""Searching what readers may see: the sections of current editions, by django-modelsearch.

Its index is in the database by default, in OpenSearch by a setting. Bulk writes never reach it by themselves,
so whoever makes editions says so here; indexed_at tells what was not indexed yet, whatever came between.
"""

import re

from django.db import connection
from django.utils import timezone
from modelsearch.backends import get_search_backend
from modelsearch.query import And, Phrase, PlainText

from .models import Edition, EditionSection

# modelsearch has what this is made of with SQLite only.
if connection.vendor == "sqlite":
    from . import sqlite_search

BATCH = 500
MOST_RESULTS = 50
# So many results are told of; of more it is said that there are more.
MOST_FOUND = 200
QUOTATION_MARK = re.compile(r'["“”„‟«»]')
WORD = re.compile(r"\w+")


def index_missing():
    """Index every current edition that is not indexed yet, many at a time."""
    missing = Edition.objects.current().filter(indexed_at=None).order_by("pk")
    while editions := list(missing[:BATCH]):
        index(editions)


def index(editions):
    """Put the sections of current editions into the index."""
    sections = EditionSection.objects.filter(edition__in=editions).select_related("edition__desk")
    # All that search_fields name: else it is asked for once more for each section, four times.
    sections = sections.prefetch_related("tags", "edition__authors")
    get_search_backend().add_bulk(EditionSection, list(sections))
    Edition.objects.filter(pk__in=[edition.pk for edition in editions]).update(indexed_at=timezone.now())


def forget(edition):
    """Take the sections of an edition that is retired out of the index."""
    backend = get_search_backend()
    for section in edition.sections.all():
        backend.delete(section)


def search(text):
    """The sections that contain all words and “phrases in quotation marks” of a text, the best first; any
    text is fine.
    """
    keys = found(text, EditionSection.objects.current(), most=MOST_RESULTS)
    by_pk = EditionSection.objects.current().select_related("edition__address", "edition__desk").in_bulk(keys)
    return [by_pk[key] for key in keys if key in by_pk]


def found(text, sections, *, most=MOST_FOUND + 1):
    """The primary keys of those among some sections, a queryset, that contain all words and phrases of a
    text, the best first. The queryset's conditions, on what EditionSection.search_fields names, are part of
    the search itself: they take nothing from its first results.
    """
    query, backend = query_of(text), get_search_backend()
    if not query:
        return []
    if connection.vendor == "sqlite" and isinstance(backend, sqlite_search.SQLiteSearchBackend):
        keys = sqlite_search.ranked_keys(backend, query, sections, most)
    else:
        keys = [section.pk for section in backend.search(query, sections.only("pk"))[:most]]
    # One that carries two of the topics that are meant comes twice.
    return list(dict.fromkeys(keys))


def latest(sections, *, most=MOST_FOUND + 1):
    """The primary keys of the newest among some sections, a queryset."""
    newest = sections.order_by("-edition__published_at", "-edition_id", "ordering")
    return list(newest.values_list("pk", flat=True)[:most])


def query_of(text):
    """The query for a reader's text, or None if it has no word."""
    outside, phrases = parts_of(text)
    parts = [PlainText(words, operator="and") for words in outside] + [Phrase(words) for words in phrases]
    return And(parts) if parts else None


def parts_of(text):
    """The runs of words of a reader's text, and its phrases in quotation marks. No other mark counts: what it
    may mean to a search engine, readers do not know.
    """
    outside, phrases = [], []
    for position, part in enumerate(QUOTATION_MARK.split(text)):
        words = " ".join(WORD.findall(part))
        if words:
            (phrases if position % 2 else outside).append(words)
    return outside, phrases
