"""What somebody typed into a form, carried over to the rows as they are stored by now.

A form numbers its rows and knows the stored ones by their primary keys. When somebody else has saved in
between, some are gone, and others are new: the form could not be sent again.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class StoredRow:
    """A stored row: its primary key, what it is known by if that has changed, and what a form shows of it."""

    pk: int
    name: str
    values: dict


def carry_over(data, prefix, name_field, stored):
    """Rewrite the rows of a formset in data, a QueryDict, in place. Every word typed is kept.

    A row whose stored row is gone becomes a new one, unless it was to be deleted; a stored row that the form
    did not know is added as it is. name_field is the field that StoredRow.name stands in.
    """
    if f"{prefix}-TOTAL_FORMS" not in data:
        return
    by_pk, by_name = {str(row.pk): row for row in stored}, {row.name: row for row in stored}
    known, new = {}, []
    for row in take_rows(data, prefix):
        match = by_pk.get(last(row, "id")) or by_name.get(last(row, name_field))
        if match and match.pk not in known:
            known[match.pk] = row | {"id": [str(match.pk)]}
        elif not last(row, "DELETE"):
            new.append({field: values for field, values in row.items() if field != "id"})
    for row in stored:
        known.setdefault(row.pk, {field: texts(value) for field, value in row.values.items()})
    write_rows(data, prefix, [*known.values(), *new], stored=len(known))


def take_rows(data, prefix):
    """Take the rows out of data: a list of {field: values}, in their order."""
    rows = {}
    for key in list(data):
        if match := re.fullmatch(rf"{prefix}-(\d{{1,6}})-(\w+)", key):
            rows.setdefault(int(match[1]), {})[match[2]] = data.pop(key)
    return [rows[number] for number in sorted(rows)]


def write_rows(data, prefix, rows, *, stored):
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(rows)), str(stored)
    for number, row in enumerate(rows):
        for field, values in row.items():
            data.setlist(f"{prefix}-{number}-{field}", values)


def last(row, field):
    return (row.get(field) or [""])[-1]


def texts(value):
    """A value as a browser sends it."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return ["" if value is None else str(value)]
