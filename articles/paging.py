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
    after, sign = ("lt", "-") if descending else ("gt", "")
    rows = queryset.order_by(sign + key, sign + "pk")
    if match := CURSOR.fullmatch(cursor):
        value, pk = int(match[1]), int(match[2])
        if key.endswith("_at"):
            value = time_of(value)
        # The first condition says nothing new; it is the one that an index can use.
        rows = rows.filter(
            Q(**{f"{key}__{after}": value}) | Q(**{key: value, f"pk__{after}": pk}),
            **{f"{key}__{after}e": value},
        )
    found = list(rows[: size + 1])
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
