"""Whether the discussion takes comments."""

from django.utils.translation import gettext as _

from comments.models import Discussion
from comments.verdicts import hold, passed, refuse


def discussion_is_closed(draft):
    if draft.state == Discussion.State.CLOSED:
        return refuse(_("the discussion is closed"), _("This discussion is closed."))
    return passed(_("the discussion takes comments"))


def discussion_is_held(draft):
    if draft.state == Discussion.State.HELD:
        return hold(_("every comment here waits for approval"))
    return passed(_("the discussion is open"))
