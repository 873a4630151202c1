"""What moderators decide about comments, and how it is undone: another way to change a discussion.

Each decision is one transaction that takes its locks as comments/posting.py does, and a line in the log.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .counting import change, lock, settle
from .models import Appeal, Comment, Decision, Report
from .refusals import Stale


def approve(comment, *, by, **seen):
    """A moderator lets readers see the comment, or keep seeing what was reported. As decide()."""
    return decide(comment, Comment.State.PUBLISHED, by=by, **seen)


def hold(comment, *, by, **seen):
    """A moderator hides the comment until it is decided about. As decide()."""
    return decide(comment, Comment.State.HELD, by=by, **seen)


def reject(comment, *, by, **why):
    """A moderator decides that readers are not to see the comment. As decide()."""
    return decide(comment, Comment.State.REJECTED, by=by, **why)


def remove(comment, *, by, **why):
    """A moderator takes from readers what they could see. As decide()."""
    return decide(comment, Comment.State.REMOVED, by=by, **why)


def decide(comment, state, *, by, seen=None, seen_state=None, reason="", note="", because_of=None):
    """A moderator gives the comment a state: published, held, rejected or removed. Returns the Decision if it
    changed the comment, or ended its waiting, else None.

    The stored comment counts, not the one in hand. seen is the version of the text that the moderator has
    read, seen_state the state: raises Stale, and changes nothing, if either is another by now. What its
    writer has withdrawn stays so. reason is one of Decision.Reason, note is for colleagues, because_of the
    rule that made the decision. Every call is stored as a Decision, also if it came too late.
    """
    with transaction.atomic():
        thread, stored = lock(comment)
        stale = staleness(stored, seen, seen_state)
        is_new = stored.state != state or (stored.waiting_since and state != Comment.State.HELD)
        is_effective = bool(is_new) and not stale and stored.state != Comment.State.WITHDRAWN
        decision = Decision.objects.create(
            comment=stored,
            moderator=by,
            from_state=stored.state,
            to_state=state,
            reason=reason,
            note=note,
            because_of=because_of,
            is_effective=is_effective,
            **waited(stored),
        )
        if is_effective:
            if state != Comment.State.HELD:
                settle_claims(stored, decision)
            settle(thread.discussion_id, change(stored, state, **waiting(stored, state)))
    if stale:
        raise Stale(stale)
    return decision if is_effective else None


def staleness(stored, seen, seen_state):
    """Why a decision about what a moderator saw comes too late; empty if it does not."""
    if seen not in (None, stored.version):
        return _("Its writer has changed the comment meanwhile.")
    if seen_state not in (None, stored.state):
        return _("The comment is %(state)s by now.") % {"state": stored.get_state_display()}
    return ""


def settle_claims(comment, decision):
    """The decision answers what readers have said about the comment."""
    claims = {"settled_at": decision.decided_at, "settled_by": decision}
    comment.reports.open().update(**claims)
    Appeal.objects.filter(comment=comment, settled_at=None).update(**claims)


def undo(decision, *, by):
    """Give the comment the state back that it had before the decision, with its place among those that wait,
    and open again what the decision settled. Returns the Decision that did it.

    Raises Stale if it is not, or no longer, the last decision that changed the comment; that, too, is stored.
    """
    with transaction.atomic():
        thread, stored = lock(decision.comment)
        last = stored.decisions.filter(is_effective=True).first()
        is_last = last is not None and last.pk == decision.pk and stored.state == decision.to_state
        state = decision.from_state
        undoing = Decision.objects.create(
            comment=stored,
            moderator=by,
            from_state=stored.state,
            to_state=state,
            undoes=decision if is_last else None,
            is_effective=is_last,
            **waited(stored),
        )
        if is_last:
            values = waited_before(decision, reopened=reopen_claims(decision))
            settle(thread.discussion_id, change(stored, state, **values))
    if not is_last:
        raise Stale(_("The comment was decided about anew, or changed, since."))
    return undoing


def reopen_claims(decision):
    """Open again what the decision answered. Returns the number of claims."""
    claims = {"settled_at": None, "settled_by": None}
    number = Report.objects.filter(settled_by=decision).update(**claims)
    return number + Appeal.objects.filter(settled_by=decision).update(**claims)


def waited(comment):
    """The columns of a decision that say how the comment waited for it."""
    return {"waited_since": comment.waiting_since, "urgency": comment.urgency}


def waited_before(decision, *, reopened):
    """The columns of a comment that waits again as it did before the decision. Decisions of the time before
    these were kept do not know since when; what must wait then waits from now on.
    """
    since = decision.waited_since
    if not since and (reopened or decision.from_state == Comment.State.HELD):
        since = timezone.now()
    return {"waiting_since": since, "urgency": decision.urgency}


def restore(comment, *, by):
    """Undo the last decision about the comment; without one, publish what a check has rejected. Raises Stale
    as undo() does.
    """
    last = comment.decisions.filter(is_effective=True).first()
    return undo(last, by=by) if last else approve(comment, by=by)


def waiting(comment, state):
    """The columns that say since when a comment in that state waits for a moderator."""
    if state != Comment.State.HELD:
        return {"waiting_since": None, "urgency": 0}
    return {"waiting_since": comment.waiting_since or timezone.now()}
