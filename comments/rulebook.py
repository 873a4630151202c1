"""The rules in force, read and compiled once for as long as nobody changes them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Subquery
from django.utils import timezone

from articles.prepared import prepared

from .links import ascii_host
from .models import Rule
from .words import WordList

Kind = Rule.Kind
# Of two who make rules at once, the first to begin may be the last to commit: its rule does not show as new.
READ_AGAIN = timedelta(minutes=5)


@dataclass(frozen=True)
class Rulebook:
    """The moderators' lists. readers and networks are {id or hash: until when, or None: for good}; the book
    itself is good for READ_AGAIN at most, and until the first of its rules ends.
    """

    banned_words: WordList
    suspect_words: WordList
    allowed_hosts: frozenset
    banned_hosts: frozenset
    readers: dict
    networks: dict
    until: datetime


# One book for each process, with the version of the table that it was made of.
known = {}


def in_force(at=None):
    """The Rulebook in force. One query, that for the version, and another if it is a new one."""
    at = at or timezone.now()
    version = tuple(versions())
    book = known.get(version)
    if book is None or book.until <= at:
        book = read(at)
        known.clear()
        known[version] = book
    return book


@prepared
def versions():
    """The version of the table, as one row or, without rules, none: rules are made and lifted, nothing else.
    The newest of each is the first of an index.
    """
    lifted = Rule.objects.exclude(lifted_at=None).order_by("-lifted_at").values("lifted_at")[:1]
    return Rule.objects.order_by("-pk").annotate(lifted=Subquery(lifted)).values_list("made_at", "lifted")[:1]


def read(at):
    """The Rulebook of the rules that are in force at that time. One query."""
    entries = {kind: {} for kind in Kind}
    for kind, value, until in Rule.objects.in_force(at).order_by("pk").values_list("kind", "value", "until"):
        entries[kind][value] = until
    ends = [until for values in entries.values() for until in values.values() if until]
    return Rulebook(
        banned_words=WordList(entries[Kind.BANNED_WORD]),
        suspect_words=WordList(entries[Kind.SUSPECT_WORD]),
        allowed_hosts=hosts([*entries[Kind.ALLOWED_HOST], *own_hosts()]),
        banned_hosts=hosts(entries[Kind.BANNED_HOST]),
        readers={reader_id(value): until for value, until in entries[Kind.BANNED_READER].items()},
        networks=entries[Kind.BANNED_NETWORK],
        until=min([*ends, at + READ_AGAIN]),
    )


def hosts(values):
    return frozenset(ascii_host(value) for value in values) - {""}


def own_hosts():
    """A link to another of our own pages is none."""
    return [host.removeprefix(".") for host in settings.ALLOWED_HOSTS if "*" not in host]


def reader_id(value):
    try:
        return UUID(value)
    except ValueError:
        return value
