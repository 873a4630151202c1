"""Pages of a long list by keyset: the cost of a page does not grow with its distance from the beginning."""

import re
from datetime import datetime
from operator import attrgetter

from django.db.models import Q
from django.db.models.constants import LOOKUP_SEP

from .instants import EPOCH, microseconds, moment

CURSOR = re.compile(r"(-?\d{1,18})_(\d{1,18})", re.ASCII)


def page_after(queryset, cursor, *, size, key, descending=False):
    """The rows that follow a cursor, and the cursor of the page after them (None at the end).

    queryset is put in the order of (key, pk), key being a field of integers, or one of times if its name ends
    in _at. cursor is what an earlier call returned, a string that may stand in an address; an empty or
    senseless one begins the list.
    """
    after = values_of(cursor)
    if after and key.endswith("_at"):
        after = (time_of(after[0]), after[1])
    return page_of(list(following(queryset, after, size=size, key=key, descending=descending)), size, key)


def values_of(cursor):
    """The key and the primary key that a cursor names; nothing, if it is empty or senseless."""
    match = CURSOR.fullmatch(cursor)
    return (int(match[1]), int(match[2])) if match else ()


def following(queryset, after, *, size, key, descending=False):
    """The rows of a page, and one more, in the order of (key, pk), behind the pair of such values after; from
    the beginning, if that is empty.
    """
    behind, sign = ("lt", "-") if descending else ("gt", "")
    rows = queryset.order_by(sign + key, sign + "pk")
    if after:
        value, pk = after
        # The first condition says nothing new; it is the one that an index can use.
        rows = rows.filter(
            Q(**{f"{key}__{behind}": value}) | Q(**{key: value, f"pk__{behind}": pk}),
            **{f"{key}__{behind}e": value},
        )
    return rows[: size + 1]


def page_of(found, size, key):
    """The page of the rows that following() found, and the cursor of the page after it, or None."""
    page = found[:size]
    return page, cursor_of(page[-1], key) if len(found) > size else None


def time_of(value):
    try:
        return moment(value)
    except OverflowError:
        return EPOCH


def cursor_of(row, key):
    value = attrgetter(key.replace(LOOKUP_SEP, "."))(row)
    return f"{microseconds(value) if isinstance(value, datetime) else value}_{row.pk}"
