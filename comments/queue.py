"""What waits for moderators, the most urgent first, in pages.

Whatever waits has an index of its own (Comment.waiting_since): a page costs what a page is long. Legal
reports are a queue of their own, for somebody who knows what to do; nothing that has one is in the others.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db.models import BooleanField, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from .models import Appeal, Comment, Report

PAGE = 25
# Waiting comments are counted so far; then it is enough to know that there are more.
COUNTED = 1_000
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Objected(Func):
    """Whether the check of a name has anything against the comment: Objected(verdicts, name)."""

    output_field = BooleanField()
    arity = 2
    on_sqlite = """EXISTS(SELECT 1 FROM json_each({}) AS v WHERE json_extract(v.value, '$.check') = %s
        AND coalesce(json_extract(v.value, '$.outcome'), 'pass') <> 'pass')"""
    on_postgresql = """EXISTS(SELECT 1 FROM jsonb_array_elements({}) AS v WHERE v ->> 'check' = %s
        AND coalesce(v ->> 'outcome', 'pass') <> 'pass')"""

    def as_sql(self, compiler, connection, **context):
        verdicts, name = self.source_expressions
        column, parameters = compiler.compile(verdicts)
        sql = self.on_postgresql if connection.vendor == "postgresql" else self.on_sqlite
        return sql.format(column), [*parameters, name.value]


def reported(reports):
    return Q(pk__in=reports.values("comment"))


def appealed():
    return reported(Appeal.objects.filter(settled_at=None))


def legal():
    return reported(Report.objects.open().legal().order_by())


def claimed():
    return reported(Report.objects.open().order_by())


# The queues by name: what they are called, and what is in them.
QUEUES = {
    "all": (_("Everything"), lambda: ~legal()),
    "legal": (_("Legal reports"), legal),
    "held": (_("Held"), lambda: ~legal() & Q(state=Comment.State.HELD)),
    "reported": (_("Reported"), lambda: ~legal() & claimed()),
    "appealed": (_("Appealed"), lambda: ~legal() & appealed()),
    "flagged": (
        _("Flagged by a check"),
        lambda: Q(state=Comment.State.PUBLISHED) & ~claimed() & ~appealed(),
    ),
}


@dataclass(frozen=True)
class Filter:
    """Which of the comments that wait somebody wants to see; nothing: all of them."""

    queue: str = "all"
    desk: int | None = None
    story: int | None = None
    check: str = ""

    def comments(self):
        """Those comments, a queryset in no order."""
        _label, condition = QUEUES[self.queue]
        comments = Comment.objects.order_by().filter(condition(), waiting_since__isnull=False)
        if self.desk:
            comments = comments.filter(thread__discussion__article__desk=self.desk)
        if self.story:
            comments = comments.filter(thread__discussion__article=self.story)
        if self.check:
            comments = comments.filter(Objected("verdicts", Value(self.check)))
        return comments

    def number(self):
        """How many there are, counted no further than COUNTED. One query."""
        return self.comments().values("pk")[:COUNTED].count()


@dataclass(frozen=True)
class Place:
    """Where a comment stands in the queue, as it is written in addresses."""

    urgency: int
    waiting_since: datetime
    pk: int

    @classmethod
    def of(cls, comment):
        return cls(comment.urgency, comment.waiting_since, comment.pk)

    @classmethod
    def read(cls, text):
        """The place that a text names. Raises ValueError if it names none."""
        urgency, microseconds, pk = map(int, text.split("."))
        if not (0 <= urgency < 2**15 and 0 <= microseconds < 2**52 and 0 <= pk < 2**63):
            raise ValueError(text)
        return cls(urgency, BEGINNING + timedelta(microseconds=microseconds), pk)

    def __str__(self):
        return f"{self.urgency}.{(self.waiting_since - BEGINNING) // timedelta(microseconds=1)}.{self.pk}"

    def before(self):
        """What comes behind this place."""
        later = Q(waiting_since__gt=self.waiting_since) | Q(waiting_since=self.waiting_since, pk__gt=self.pk)
        return Q(urgency__lt=self.urgency) | Q(urgency=self.urgency) & later


def page_of(chosen, after=None):
    """The page of the queue behind a place, the beginning without one: (the comments, with no more columns
    than their places have; the Place behind which the next page begins, or None). One query.
    """
    comments = chosen.comments().only("urgency", "waiting_since").order_by("-urgency", "waiting_since", "pk")
    if after:
        comments = comments.filter(after.before())
    rows = list(comments[: PAGE + 1])
    return rows[:PAGE], Place.of(rows[PAGE - 1]) if len(rows) > PAGE else None


def counts(chosen):
    """How many comments wait in each queue under the same filter: {queue: number}. A query for each."""
    return {name: replace(chosen, queue=name).number() for name in QUEUES}


def number_of(number):
    """A number of comments as it is shown: “999+” where counting has stopped."""
    return f"{COUNTED - 1}+" if number >= COUNTED else str(number)
