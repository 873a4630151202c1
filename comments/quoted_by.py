"""Which comments quote the sections of a story: what a section shows of them, as plain data."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from .models import Comment

QUOTING_SHOWN = 5


@dataclass(frozen=True)
class QuotingComment:
    """A comment that quotes the story, as its section names it."""

    pk: int
    name: str


@dataclass(frozen=True)
class QuotedBy:
    """The readable comments that quote a section: how many, and the first of them."""

    count: int
    first: list[QuotingComment]

    @property
    def more(self):
        return self.count - len(self.first)


def quoted_by(sections):
    """The readable comments that quote a story's sections: {lasting key: QuotedBy}, without those that nobody
    quotes. One query, of one index.
    """
    rows = Comment.objects.readable().quoting([section.key for section in sections]).order_by()
    rows = rows.annotate(
        count=Window(Count("pk"), partition_by="quoted_section"),
        position=Window(RowNumber(), partition_by="quoted_section", order_by=["tree_id", "lft"]),
    )
    # All sections' first ones, then their second ones and so on: so many rows hold those that are shown. To
    # filter by the position would cost another query around this one.
    rows = rows.order_by("position").values_list("quoted_section", "count", "pk", "name")
    counts, first = {}, defaultdict(list)
    for key, count, pk, name in rows[: QUOTING_SHOWN * len(sections)]:
        counts[key] = count
        if len(first[key]) < QUOTING_SHOWN:
            first[key].append(QuotingComment(pk, name or _("Anonymous")))
    return {key: QuotedBy(count, first[key]) for key, count in counts.items()}
