"""What snapshots refer to by primary keys: desks, authors, tags and pictures."""

from dataclasses import replace

from django.utils.translation import gettext as _

from .comparing import Swap
from .kinds import Kind
from .models import Author, Desk, Image, Tag


class References:
    """The desks, authors, images and tags of some snapshots that are still there, as {primary key: row}."""

    def __init__(self, *contents):
        """contents: snapshots. Costs one query for each of the four tables, however many they are."""
        sections = [section for content in contents for section in content["sections"]]
        self.desks = Desk.objects.in_bulk({content["desk"] for content in contents} - {None})
        self.authors = Author.objects.in_bulk({pk for content in contents for pk in content["authors"]})
        self.images = Image.objects.in_bulk({section["image"] for section in sections} - {None})
        self.tags = Tag.objects.in_bulk({pk for section in sections for pk in section["tags"]})

    def named(self, comparison):
        """The comparison with lists of names in its swaps, in the place of primary keys."""
        sections = [
            replace(section, swaps=[self.named_swap(swap) for swap in section.swaps])
            for section in comparison.sections
        ]
        return replace(
            comparison, swaps=[self.named_swap(swap) for swap in comparison.swaps], sections=sections
        )

    def named_swap(self, swap):
        rows = {"desk": self.desks, "authors": self.authors, "image": self.images, "tags": self.tags}
        rows["kind"] = dict(Kind.choices)
        known = rows.get(swap.name)
        return Swap(swap.name, names_of(swap.before, known), names_of(swap.after, known))


def names_of(value, known):
    """The names of what a swap holds: a key, a list of keys, or, where known is None, a plain text."""
    if known is None:
        return [value] if value else []
    keys = value if isinstance(value, list) else [value]
    return [name_of(key, known) for key in keys if key is not None]


def name_of(key, known):
    return str(known[key]) if key in known else _("no longer there (number %(number)s)") % {"number": key}
