"""What moderators decide about comments, and how it is undone: another way to change a discussion.

Each decision is one transaction that takes its locks as comments/posting.py does, and a line in the log.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .counting import change, lock, settle
from .models import Appeal, Comment, Decision
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
    """A moderator gives the comment a state: published, held, rejected or removed. Returns whether that
    changed it, or ended its waiting.

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
        )
        if is_effective:
            settle_claims(stored, decision)
            settle(thread.discussion_id, change(stored, state, **waiting(stored, state)))
    if stale:
        raise Stale(stale)
    return is_effective


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


@transaction.atomic
def undo(decision, *, by):
    """Give the comment the state back that it had before the decision, and open again what it settled.

    Raises Stale if it is not, or no longer, the last decision that changed the comment.
    """
    thread, stored = lock(decision.comment)
    last = stored.decisions.filter(is_effective=True).first()
    if last.pk != decision.pk or stored.state != decision.to_state:
        raise Stale(_("The comment was decided about anew, or changed, since."))
    state = decision.from_state
    Decision.objects.create(
        comment=stored, moderator=by, from_state=stored.state, to_state=state, undoes=decision
    )
    reopened = stored.reports.filter(settled_by=decision).update(settled_at=None, settled_by=None)
    reopened += Appeal.objects.filter(settled_by=decision).update(settled_at=None, settled_by=None)
    values = waiting(stored, state) if not reopened else {"waiting_since": timezone.now()}
    settle(thread.discussion_id, change(stored, state, **values))


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
