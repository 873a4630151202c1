"""Searching what readers may see: the sections of current editions, by django-modelsearch.

Its index is in the database by default, in OpenSearch by a setting. Bulk writes never reach it by themselves,
so whoever makes editions says so here; indexed_at tells what was not indexed yet, whatever came between.
"""

import re
from dataclasses import dataclass
from functools import partial

from django.db import connection
from django.utils import timezone
from modelsearch.backends import get_search_backend
from modelsearch.query import And, Phrase, PlainText

from .frequent import MOST_RANKED, newest
from .models import Edition, EditionSection

# modelsearch has what either is made of with that database only.
if connection.vendor == "sqlite":
    from . import sqlite_search as own_index
else:
    from . import postgres_search as own_index

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


@dataclass(frozen=True)
class Wanted:
    """The words of a reader's text, and its phrases in quotation marks. No other mark counts: what it may
    mean to a search engine, readers do not know.
    """

    words: list[str]
    phrases: list[str]

    @classmethod
    def of(cls, text):
        words, phrases = [], []
        for position, part in enumerate(QUOTATION_MARK.split(text)):
            found = WORD.findall(part)
            if position % 2 and found:
                phrases.append(" ".join(found))
            else:
                words += found
        return cls(words, phrases)

    def __bool__(self):
        return bool(self.words or self.phrases)

    def parts(self):
        return self.words + self.phrases

    def all_words(self):
        return self.words + [word for phrase in self.phrases for word in phrase.split()]

    def query(self):
        """As a query of modelsearch."""
        words = [PlainText(" ".join(self.words), operator="and")] if self.words else []
        return And(words + [Phrase(phrase) for phrase in self.phrases])


@dataclass(frozen=True)
class Found:
    """The primary keys of what was found; the best first, or, of words that stand in very many sections, the
    newest.
    """

    keys: list[int]
    is_ranked: bool = True


def search(text):
    """The sections that contain all words and “phrases in quotation marks” of a text, the best first; any
    text is fine.
    """
    keys = found(text, EditionSection.objects.current(), most=MOST_RESULTS).keys
    by_pk = EditionSection.objects.current().select_related("edition__address", "edition__desk").in_bulk(keys)
    return [by_pk[key] for key in keys if key in by_pk]


def found(text, sections, *, most=MOST_FOUND + 1, most_newest=None):
    """Those among some sections, a queryset, that contain all words and phrases of a text, and so many at
    most. The queryset's conditions, on what EditionSection.search_fields names, are part of the search
    itself: they take nothing from its first results. Of words in very many sections most_newest are enough.
    """
    wanted, backend = Wanted.of(text), get_search_backend()
    if not wanted:
        return Found([])
    if not isinstance(backend, own_index.BACKEND):
        return Found([section.pk for section in backend.search(wanted.query(), sections.only("pk"))[:most]])
    # A phrase of such words is as dear to find as they are.
    if own_index.is_in_more_than(MOST_RANKED, wanted.all_words(), backend, sections):
        keys_of = partial(own_index.newest_keys, wanted, backend, sections)
        return Found(once(newest(sections, most_newest or most, keys_of)), is_ranked=False)
    return Found(once(own_index.ranked_keys(wanted, backend, sections, most)))


def once(keys):
    """One that carries two of the topics that are meant comes twice."""
    return list(dict.fromkeys(keys))


def latest(sections, *, most=MOST_FOUND + 1):
    """The primary keys of the newest among some sections, a queryset."""
    newest = sections.order_by("-edition__published_at", "-edition_id", "ordering")
    return list(newest.values_list("pk", flat=True)[:most])
