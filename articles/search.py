"""Searching what readers may see: the sections of current editions, by django-modelsearch.

Its index is in the database by default, in OpenSearch by a setting. Bulk writes never reach it by themselves,
so whoever makes editions says so here; indexed_at tells what was not indexed yet, whatever came between.
"""

import re

from django.utils import timezone
from modelsearch.backends import get_search_backend
from modelsearch.query import And, Phrase, PlainText

from .models import Edition, EditionSection

BATCH = 500
MOST_RESULTS = 50
QUOTATION_MARK = re.compile(r'["“”„‟«»]')
WORD = re.compile(r"\w+")


def index_missing():
    """Index every current edition that is not indexed yet, many at a time."""
    missing = Edition.objects.current().filter(indexed_at=None).order_by("pk")
    while editions := list(missing[:BATCH]):
        index(editions)


def index(editions):
    """Put the sections of current editions into the index."""
    sections = EditionSection.objects.filter(edition__in=editions).select_related("edition")
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
    query = query_of(text)
    found = list(get_search_backend().search(query, EditionSection)[:MOST_RESULTS]) if query else []
    public = EditionSection.objects.current().select_related("edition__address", "edition__desk")
    by_pk = public.in_bulk([section.pk for section in found])
    return [by_pk[section.pk] for section in found if section.pk in by_pk]


def query_of(text):
    """The query for a reader's text, or None if it has no word. Of all its marks only those of phrases count:
    what else they may mean to a search engine, readers do not know.
    """
    outside, phrases = [], []
    for position, part in enumerate(QUOTATION_MARK.split(text)):
        words = " ".join(WORD.findall(part))
        if words:
            (phrases if position % 2 else outside).append(words)
    parts = [PlainText(words, operator="and") for words in outside] + [Phrase(words) for words in phrases]
    return And(parts) if parts else None
