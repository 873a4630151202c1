"""Why a discussion is open, held or closed, in words for an editor."""

from django.utils.translation import gettext as _

from .models import Discussion
from .policy import in_force, policies_for, state_of


def explained(discussion, desk, published_at):
    """The state in which readers find the discussion of a story on that desk, and why: (state, words). Two
    queries. published_at is when the story was first published.
    """
    thresholds = in_force(desk.pk)
    state = Discussion.State(state_of(discussion, thresholds, published_at))
    return state, why(discussion, state, thresholds, desk)


def why(discussion, state, thresholds, desk):
    if discussion.state:
        return _("decided for this story")
    if state != thresholds.state:
        days = (
            thresholds.closed_after_days if state == Discussion.State.CLOSED else thresholds.held_after_days
        )
        return _("by its age: the story is older than %(days)d days") % {"days": days}
    deciding = {desk_id for desk_id, own_state, *_others in policies_for(desk.pk) if own_state}
    if desk.pk in deciding:
        return _("as the desk %(desk)s has it") % {"desk": desk}
    return _("as the site has it") if None in deciding else _("as nobody has decided otherwise")
