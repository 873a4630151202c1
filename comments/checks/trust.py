"""What a reader's earlier comments say about the next one."""

from datetime import timedelta

from django.utils.translation import gettext as _

from comments.models import Comment
from comments.verdicts import hold, passed

State = Comment.State
REFUSED = (State.REJECTED, State.REMOVED)


def often_rejected(draft):
    percent, days = draft.thresholds.rejections_percent, draft.thresholds.rejections_days
    since = draft.at - timedelta(days=days)
    states = [entry.state for entry in draft.of_reader if entry.posted_at > since]
    decided = sum(state in (State.PUBLISHED, *REFUSED) for state in states)
    rejected = sum(state in REFUSED for state in states)
    reason = _("rejected of this reader: %(rejected)d of %(decided)d in %(days)d days") % {
        "rejected": rejected,
        "decided": decided,
        "days": days,
    }
    if percent and rejected and 100 * rejected >= percent * decided:
        return hold(reason)
    return passed(reason)


def new_reader(draft):
    needed = draft.thresholds.approvals_before_trust
    approved = min(needed, sum(entry.state == State.PUBLISHED for entry in draft.of_reader))
    if needed and not draft.of_reader:
        return hold(_("first comment of this reader"))
    reason = _("approved of this reader: %(approved)d of %(needed)d") % {
        "approved": approved,
        "needed": needed,
    }
    return hold(reason) if approved < needed else passed(reason)
