"""Editors pick comments, which readers are then shown first.

A pick is of the words as they are: other words by their writer end it. What moderators hide is not shown
among the picks; the pick stays, and comes back with the comment. Who picked is in the admin's own log, for it
is taste, and no decision that a writer could appeal against.
"""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from .counting import lock, settle
from .models import Comment, Discussion
from .refusals import Refused
from .rows import MOST_PICKS


def pick(comment, *, by):
    """Show the comment before all others of its discussion, with a mark. Returns whether that is new.

    by is the editor; whether the discussion is theirs is for the caller to ask. Raises Refused unless readers
    can see the comment as it is stored, or if MOST_PICKS of its discussion are shown already.
    """
    with transaction.atomic():
        thread, stored = lock(comment)
        if not stored.is_readable:
            raise Refused(_("Readers do not see this comment, so it cannot be picked."))
        if stored.is_picked:
            return False
        # Before the picks are counted: others pick in other threads.
        Discussion.objects.select_for_update().get(pk=thread.discussion_id)
        if Comment.objects.picks_of(thread.discussion_id).count() >= MOST_PICKS:
            raise Refused(
                ngettext(
                    "At most %(number)d comment of a discussion is picked. Take it back before.",
                    "At most %(number)d comments of a discussion are picked. Take one back before.",
                    MOST_PICKS,
                )
                % {"number": MOST_PICKS}
            )
        write(stored, timezone.now(), thread.discussion_id)
        log(stored, by, gettext_noop("Picked."))
        settle(thread.discussion_id, 0, is_seen=True)
        return True


@transaction.atomic
def unpick(comment, *, by):
    """Let the comment stand in its thread only. Returns whether it was picked. Readers need not see it."""
    thread, stored = lock(comment)
    if not stored.is_picked:
        return False
    write(stored, None, None)
    log(stored, by, gettext_noop("No longer picked."))
    settle(thread.discussion_id, 0, is_seen=stored.is_readable)
    return True


def write(comment, picked_at, discussion_id):
    Comment.objects.order_by().filter(pk=comment.pk).update(picked_at=picked_at, picked_in=discussion_id)


def log(comment, by, message):
    LogEntry.objects.log_actions(by.pk, [comment], CHANGE, message, single_object=True)
