"""Readers report comments. The second way in besides comments/posting.py, and it takes the same locks in the
same order: threads by primary key, then the discussion.
"""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import policy
from .counting import change, lock, settle
from .models import Comment, Decision, Report
from .pacing import refuse_if_too_many
from .refusals import Refused

# Whoever refuses our cookie is a new reader each time; so a network hides nothing by itself, unless the
# policy asks for so few reports.
OF_ONE_NETWORK = 2

LEGAL = 1_000
EACH = 10
APPEALED = 5


def report(comment, *, category, words, reader, networks=()):
    """A reader reports a comment. Returns whether the report was stored: the second by a reader is not.

    category is one of Report.Category, reader the random id of who reports, networks the hashes of
    networks.hashes(). The comment then waits for a moderator, and is hidden if it has as many open reports as
    its policy says. What a moderator has let stand since it was last changed is not hidden again; nor does it
    wait again, if that answered reports, and the new one counts as answered with them. Only a legal one makes
    it wait once more, if none was among those that the moderator saw. Raises Refused if readers cannot see
    the comment or the reporter wrote it, TooMany after too many reports.
    """
    if Report.objects.filter(comment=comment.pk, reader=reader).exists():
        return False
    refuse_if_too_many(Report.objects, reader=reader, networks=networks)
    with transaction.atomic():
        thread, stored = lock(comment)
        if stored.reports.filter(reader=reader).exists():
            return False
        refuse_unless_reportable(stored, reader)
        made = Report(
            comment=stored, reader=reader, network=(*networks, "")[0], category=category, words=words
        )
        keeping = kept_by(stored)
        if keeping and not is_news(made, keeping):
            made.settled_at, made.settled_by = timezone.now(), keeping
            made.save()
            return True
        made.save()
        wait_or_hide(thread, stored, was_kept=keeping is not None)
    return True


def refuse_unless_reportable(comment, reader):
    if not comment.is_readable:
        raise Refused(_("This comment is not, or no longer, to be seen."))
    if comment.is_by(reader):
        raise Refused(_("You have written this comment yourself."))


def kept_by(comment):
    """The decision by which a moderator let the comment stand as it is, or None. To change its words ends
    that.
    """
    last = comment.decisions.filter(is_effective=True).first()
    if not last or last.to_state != Comment.State.PUBLISHED:
        return None
    return None if comment.edited_at and comment.edited_at > last.decided_at else last


def is_news(made, keeping):
    """Whether the moderator who let the comment stand could not know of it: nobody had reported it then, or
    for no legal reason.
    """
    known = keeping.reports.legal() if made.category in Report.LEGAL else keeping.reports.all()
    return not known.exists()


def wait_or_hide(thread, comment, *, was_kept):
    """The comment, whose thread is locked, waits for a moderator; hidden, if enough have reported it."""
    reports = list(comment.reports.open())
    values = {
        "waiting_since": comment.waiting_since or timezone.now(),
        "urgency": max(comment.urgency, urgency(reports)),
    }
    limit = policy.in_force(thread.discussion.article.desk_id).reports_to_hide
    if was_kept or not limit or weight(reports) < limit:
        change(comment, comment.state, **values)
        return
    Decision.objects.create(
        comment=comment,
        from_state=comment.state,
        to_state=Comment.State.HELD,
        report_count=len(reports),
        # Undone, it waits on in public: its reports are open.
        waited_since=values["waiting_since"],
        urgency=values["urgency"],
    )
    settle(thread.discussion_id, change(comment, Comment.State.HELD, **values))


def weight(reports):
    """How many of the reports count when a comment is to be hidden: at most two of each network."""
    by_network = Counter(report.network for report in reports if report.network)
    unknown = sum(not report.network for report in reports)
    return unknown + sum(min(number, OF_ONE_NETWORK) for number in by_network.values())


def urgency(reports, *, is_appealed=False):
    """How urgently a comment waits, as a number of the column of that name.

    A legal report counts 1,000, once: it outweighs any number of others. Each report counts 10, up to 900,
    and an appeal 5. So the queue shows legal reports first, then what most people have reported, and of
    equals that whose writer appeals; what waits for other reasons keeps their number, if it is greater.
    """
    legal = LEGAL if any(report.category in Report.LEGAL for report in reports) else 0
    return legal + min(EACH * len(reports), 900) + APPEALED * is_appealed
