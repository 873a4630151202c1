"""Tag lists: CSV files with the columns name, kind and aliases, these separated by bars."""

import csv
from dataclasses import dataclass

from django.db import transaction

from articles.models import Tag

COLUMNS = ["name", "kind", "aliases"]


class TagListError(ValueError):
    """The tag list cannot be read; the text says where and why."""


@dataclass(frozen=True)
class ListedTag:
    name: str
    kind: str
    aliases: list[str]


def load_tags(path):
    """Add the tags of a list to the site's; those that are there stay as they are. Returns how many rows it
    has.

    Raises TagListError, and adds nothing, if any row is not as it should be.
    """
    tags = read_tags(path)
    with transaction.atomic():
        for tag in tags:
            Tag.objects.add(name=tag.name, kind=tag.kind, aliases=tag.aliases)
    return len(tags)


def read_tags(path):
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise TagListError(f"this is no CSV text in UTF-8 ({error})") from error
    return [read_row(number, row) for number, row in enumerate(rows, start=2)]


def read_row(number, row):
    if list(row) != COLUMNS or None in row.values():
        raise TagListError(f"row {number}: the columns must be {', '.join(COLUMNS)}")
    name, kind, aliases = (row[column].strip() for column in COLUMNS)
    if not name:
        raise TagListError(f"row {number}: the name is missing")
    if kind not in Tag.Kind.values:
        raise TagListError(f"row {number}: the kind “{kind}” is none of {', '.join(Tag.Kind.values)}")
    return ListedTag(name, kind, [alias.strip() for alias in aliases.split("|") if alias.strip()])
