"""A writer asks a moderator to look again at a comment that is not shown: once for each comment."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .counting import change, lock
from .models import Appeal, Comment
from .refusals import Refused
from .reporting import urgency

APPEALABLE = (Comment.State.HELD, Comment.State.REJECTED, Comment.State.REMOVED)


def appeal_of(comment):
    """The appeal about the comment, or None."""
    return getattr(comment, "appeal", None)


def is_appealable(comment):
    """Whether its writer may still appeal."""
    return comment.state in APPEALABLE and not appeal_of(comment)


@transaction.atomic
def appeal(comment, *, words, reader):
    """The reader asks that the comment be looked at again, and says why. It then waits for a moderator, whose
    next decision answers. Returns the Appeal.

    What was decided gets more urgent by it; what waits for its first decision keeps its place in the queue.
    Raises Refused unless the reader wrote the comment, it is held, rejected or removed, and nobody has
    appealed yet.
    """
    _thread, stored = lock(comment)
    if not stored.is_by(reader):
        raise Refused(_("Only its writer can ask for another look at a comment."))
    if appeal_of(stored):
        raise Refused(_("You have asked for another look already. That is possible once."))
    if stored.state not in APPEALABLE:
        raise Refused(_("There is nothing to appeal against: no moderator or check has hidden this comment."))
    made = Appeal.objects.create(comment=stored, words=words)
    raised = urgency(list(stored.reports.open()), is_appealed=stored.state != Comment.State.HELD)
    change(
        stored,
        stored.state,
        waiting_since=stored.waiting_since or timezone.now(),
        urgency=max(stored.urgency, raised),
    )
    return made
