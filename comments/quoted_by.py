"""Which comments quote the sections of a story: what a section shows of them, as plain data."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.db import connection
from django.utils.translation import gettext as _

from .models import Comment

# So many are named, and so many counted: a passage of a hot story is quoted thousands of times.
QUOTING_SHOWN, QUOTING_COUNTED = 5, 20

# SQLite takes 500 parts in a union.
SECTIONS_AT_ONCE = 100

# The first comments that quote one section. Around each part another query, since SQLite takes no limit
# inside a union otherwise.
PART = """
SELECT * FROM (
SELECT {place} AS place, tree_id, lft, id, name FROM comments_comment
WHERE quoted_section = %s AND state = 'published' ORDER BY tree_id, lft LIMIT {most}) AS part_{place}
"""


@dataclass(frozen=True)
class QuotingComment:
    """A comment that quotes the story, as its section names it."""

    pk: int
    name: str


@dataclass(frozen=True)
class QuotedBy:
    """The readable comments that quote a section: how many, as far as they are counted, and the first of
    them.
    """

    count: int
    has_more: bool
    first: list[QuotingComment]

    @property
    def others(self):
        return self.count - len(self.first)


def quoted_by(sections):
    """The readable comments that quote a story's sections: {lasting key: QuotedBy}, without those that nobody
    quotes. One query for every hundred sections, of a bounded part of one index.
    """
    found = defaultdict(list)
    for begin in range(0, len(sections), SECTIONS_AT_ONCE):
        part = sections[begin : begin + SECTIONS_AT_ONCE]
        for place, *_order, pk, name in first_quoting([section.key for section in part]):
            found[part[place].key].append(QuotingComment(pk, name or _("Anonymous")))
    return {
        key: QuotedBy(
            count=min(len(comments), QUOTING_COUNTED),
            has_more=len(comments) > QUOTING_COUNTED,
            first=comments[:QUOTING_SHOWN],
        )
        for key, comments in found.items()
    }


def first_quoting(keys):
    """The first comments that quote the sections of those keys, in reading order: rows of the key's place
    among them, the comment's tree and left number, its id and its name.
    """
    field = Comment._meta.get_field("quoted_section")
    with connection.cursor() as cursor:
        cursor.execute(statement(len(keys)), [field.get_db_prep_value(key, connection) for key in keys])
        return sorted(cursor.fetchall())


@cache
def statement(sections):
    """The first comments that quote each of so many sections, whose keys are its parameters."""
    return "UNION ALL".join(PART.format(place=place, most=QUOTING_COUNTED + 1) for place in range(sections))
