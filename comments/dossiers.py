"""What a moderator needs in view to decide about a comment, for a page of them in a constant number of
queries.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.utils.text import Truncator
from django.utils.timesince import timesince

from articles.models import Edition

from .models import Appeal, Comment, Decision, Report, Rule

# So many characters of a comment are shown at once; the rest is folded away.
SHOWN, FOLDED = 900, 300

# The reason for a decision that is offered first, by what most readers have reported.
OFFERED = {
    Report.Category.ABUSE: Decision.Reason.ABUSE,
    Report.Category.HATE: Decision.Reason.HATE,
    Report.Category.THREAT: Decision.Reason.UNLAWFUL,
    Report.Category.SPAM: Decision.Reason.SPAM,
    Report.Category.OFF_TOPIC: Decision.Reason.OFF_TOPIC,
    Report.Category.UNTRUE: Decision.Reason.UNTRUE,
    Report.Category.PRIVATE: Decision.Reason.PRIVATE,
    Report.Category.LIBEL: Decision.Reason.UNLAWFUL,
    Report.Category.UNLAWFUL: Decision.Reason.UNLAWFUL,
}


@dataclass(frozen=True)
class Record:
    """What became of a reader's comments, and since when the reader has written."""

    published: int
    rejected: int
    removed: int
    since: datetime | None


@dataclass
class Dossier:
    """A comment with all that is known about it."""

    comment: Comment
    edition: Edition | None = None
    "What readers see of the story, or saw last. Moderators see no drafts."
    record: Record | None = None
    "None: nobody knows who wrote it."
    reports: list[Report] = field(default_factory=list)
    "Those that no moderator has answered."
    appeal: Appeal | None = None
    last: Decision | None = None
    "The last decision that changed it."
    bans: list[Rule] = field(default_factory=list)
    "Those in force of its reader and its network."

    @property
    def objections(self):
        """What checks have against it: their verdicts, without those that let it pass."""
        return [verdict for verdict in self.comment.verdicts if outcome_of(verdict) != "pass"]

    @property
    def reported(self):
        """How often it was reported for what: [(category in words, number)], the most frequent first."""
        labels = Counter(report.get_category_display() for report in self.reports)
        return labels.most_common()

    @property
    def words_of_reports(self):
        return [report.words for report in self.reports if report.words]

    @property
    def is_legal(self):
        return any(report.category in Report.LEGAL for report in self.reports)

    @property
    def offered_reason(self):
        """The Decision.Reason that readers suggest; empty, if none has."""
        suggested = Counter(OFFERED[report.category] for report in self.reports)
        return suggested.most_common(1)[0][0] if suggested else ""

    @property
    def waits(self):
        """How long it has waited, in words; empty, if it does not."""
        return self.comment.waiting_since and timesince(self.comment.waiting_since, depth=1)

    @property
    def beginning(self):
        """The text, or of a long one its beginning, cut at a space."""
        body = self.comment.body
        if len(body) <= SHOWN + FOLDED:
            return body
        cut = body.rfind(" ", SHOWN // 2, SHOWN)
        return body[: cut if cut > 0 else SHOWN]

    @property
    def rest(self):
        return self.comment.body[len(self.beginning) :]

    @property
    def parent_words(self):
        return Truncator(" ".join(self.comment.parent.body.split())).chars(160)


def outcome_of(verdict):
    """What a check decided. Verdicts of the time before there were outcomes have a state, if not None."""
    return verdict.get("outcome") or verdict.get("state") or "pass"


def dossiers_of(comments):
    """The Dossiers of comments, a list, in their order. Seven queries, however many comments: parents and
    stories, editions, readers' records, reports, appeals, decisions, bans.
    """
    pks = [comment.pk for comment in comments]
    shown = Comment.objects.order_by().select_related("parent", "thread__discussion").defer("body_html")
    whole = shown.annotate(edition=last_edition()).in_bulk(pks)
    found = [Dossier(whole[pk]) for pk in pks if pk in whole]
    editions = editions_of(found)
    records = records_of({one.comment.reader for one in found} - {None})
    reports = grouped(Report.objects.open().filter(comment__in=pks))
    appeals = grouped(Appeal.objects.filter(comment__in=pks, settled_at=None))
    decisions = grouped(last_decisions(pks))
    bans = bans_of(found)
    for one in found:
        one.edition = editions.get(one.comment.edition)
        one.record = records.get(one.comment.reader)
        one.reports = reports.get(one.comment.pk, [])
        one.appeal = next(iter(appeals.get(one.comment.pk, [])), None)
        one.last = next(iter(decisions.get(one.comment.pk, [])), None)
        one.bans = [bans[value] for value in traces_of(one.comment) if value in bans]
    return found


def last_edition():
    editions = Edition.objects.filter(article=OuterRef("thread__discussion__article")).order_by("-number")
    return Subquery(editions.values("pk")[:1])


def editions_of(found):
    pks = {one.comment.edition for one in found} - {None}
    return Edition.objects.order_by().select_related("address", "desk").in_bulk(pks)


def records_of(readers):
    """The Record of each of the readers: {id: Record}. One query."""

    def number(state):
        return Count("pk", filter=Q(state=state))

    rows = Comment.objects.order_by().filter(reader__in=readers).values("reader")
    rows = rows.annotate(
        published=number(Comment.State.PUBLISHED),
        rejected=number(Comment.State.REJECTED),
        removed=number(Comment.State.REMOVED),
        since=Min("posted_at"),
    )
    return {row.pop("reader"): Record(**row) for row in rows}


def grouped(rows):
    """{number of a comment: its rows}"""
    groups = {}
    for row in rows:
        groups.setdefault(row.comment_id, []).append(row)
    return groups


def last_decisions(pks):
    of_comment = Decision.objects.filter(comment=OuterRef("comment"), is_effective=True)
    last = Subquery(of_comment.order_by("-decided_at", "-pk").values("pk")[:1])
    return Decision.objects.filter(comment__in=pks, pk=last).select_related("moderator", "because_of")


def traces_of(comment):
    """By what a ban would know the comment's writer."""
    return [trace for trace in (comment.reader and str(comment.reader), comment.network) if trace]


def bans_of(found):
    traces = {trace for one in found for trace in traces_of(one.comment)}
    banned = Rule.objects.in_force().filter(
        kind__in=[Rule.Kind.BANNED_READER, Rule.Kind.BANNED_NETWORK], value__in=traces
    )
    return {rule.value: rule for rule in banned}
