"""Editors open, hold and close the discussion of one story."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.translation import gettext as _

from .models import Discussion
from .posting import set_state


@transaction.atomic
def steer(article, state, *, by):
    """Give the article's discussion a state of its own, or, with an empty one, that of its desk's policy.
    Returns whether that is new; then the admin's log says who did it.

    Whether the story is by's to edit is for the caller to ask.
    """
    state = Discussion.State(state)
    if Discussion.objects.about(article.pk).state == state:
        return False
    discussion = set_state(article, state)
    message = _("Set to “%(state)s”.") % {"state": state.label}
    LogEntry.objects.log_actions(by.pk, [discussion], CHANGE, message, single_object=True)
    return True
