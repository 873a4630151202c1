"""What moderators do to comments in the queue, one or many: each act is bound to the text that they saw."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from .deciding import approve, decide, undo
from .models import Comment, Decision
from .refusals import Stale

State = Comment.State

# What an act makes of a comment in each state. To reject what readers see is to remove it; what is not shown
# already is let stand so, which answers an appeal.
ACTS = {
    "approve": dict.fromkeys([State.HELD, State.PUBLISHED, State.REJECTED, State.REMOVED], State.PUBLISHED),
    "reject": {
        State.HELD: State.REJECTED,
        State.PUBLISHED: State.REMOVED,
        State.REJECTED: State.REJECTED,
        State.REMOVED: State.REMOVED,
    },
    "hold": {State.PUBLISHED: State.HELD},
    "restore": dict.fromkeys([State.REJECTED, State.REMOVED]),
}


@dataclass(frozen=True)
class Seen:
    """A comment as a moderator saw it: the version of its text, its state, and the number of the last
    decision about it, if there was one.
    """

    pk: int
    version: str
    state: str
    last: int | None = None
    reason: str = ""
    note: str = ""


@dataclass
class Outcome:
    """What became of an act: the decisions that changed something, and what failed, with the reasons."""

    decisions: list[Decision] = field(default_factory=list)
    failures: dict[int, str] = field(default_factory=dict)


def act(verb, seen, *, by):
    """Do one of ACTS to the comments, given as Seen, each in a transaction of its own. Returns the Outcome.

    A comment that has another text or state by now than was seen stays as it is, and so does one to whose
    state the act does not apply.
    """
    outcome = Outcome()
    comments = Comment.objects.order_by().in_bulk([one.pk for one in seen])
    for one in seen:
        if one.pk not in comments:
            outcome.failures[one.pk] = _("There is no such comment.")
            continue
        try:
            decision = act_on(comments[one.pk], verb, one, by=by)
        except Stale as stale:
            outcome.failures[one.pk] = str(stale)
            continue
        if decision:
            outcome.decisions.append(decision)
        else:
            outcome.failures[one.pk] = _("It was decided about already.")
    return outcome


def act_on(comment, verb, seen, *, by):
    """Do the act to one comment. Returns the Decision, or None if it changed nothing. Raises Stale."""
    if seen.state not in ACTS[verb]:
        raise Stale(_("That cannot be done to a comment in this state."))
    bound = {"seen": seen.version, "seen_state": seen.state, "note": seen.note}
    if verb == "restore":
        last = seen.last and comment.decisions.filter(pk=seen.last).first()
        return undo(last, by=by) if last else approve(comment, by=by, **bound)
    reason = seen.reason if verb == "reject" else ""
    return decide(comment, ACTS[verb][seen.state], by=by, reason=reason, **bound)


def undo_all(pks, *, by):
    """Undo the decisions of those numbers, the newest first. Returns the Outcome; its decisions are those
    that undid.
    """
    outcome = Outcome()
    for decision in Decision.objects.filter(pk__in=pks).select_related("comment").order_by("-pk"):
        try:
            outcome.decisions.append(undo(decision, by=by))
        except Stale as stale:
            outcome.failures[decision.comment_id] = str(stale)
    return outcome
