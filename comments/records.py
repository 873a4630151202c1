"""What a reader, or a network, has written so far: the newest of it, in a query each.

All limits are questions about these rows, so that they hold for all processes, and after a restart.
"""

from functools import cache
from typing import NamedTuple

from django.db import connection
from django.db.models.functions import Left

from articles.prepared import prepared

from .models import Comment

# Nobody's record is read further back: a check costs the same for whoever writes since years.
NEWEST = 50
# So much of a text is compared with others.
BEGINNING = 400


class Entry(NamedTuple):
    """A comment of the record; posted_at is an aware time, beginning that of its text."""

    pk: int
    state: str
    posted_at: object
    beginning: str


def of_reader(reader, limit):
    """The reader's newest comments, the newest first: fifty, or as many as the limit."""
    if reader is None:
        return []
    value = reader if connection.features.has_native_uuid_field else reader.hex
    return [Entry(*row) for row in newest("reader", max(limit, NEWEST))(value)]


def of_network(hashes, limit):
    """The newest comments that came from a network, given by its hash in a list, which may be empty."""
    return [Entry(*row) for value in hashes for row in newest("network", max(limit, NEWEST))(value)]


@cache
def newest(column, number):
    @prepared
    def entries(value):
        # The second condition is that of the index, which SQLite does not derive from the first.
        known = Comment.objects.order_by("-pk").filter(**{column: value})
        known = known.exclude(network="") if column == "network" else known
        return known.values_list("pk", "state", "posted_at", Left("body", BEGINNING))[:number]

    return entries
