"""What every change of a stored comment ends with: its thread and its discussion count anew.

Only comments/posting.py and comments/deciding.py call this, within their transactions.
"""

from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from . import statements
from .models import Comment, Discussion, Thread
from .refusals import Refused
from .signals import discussion_changed


def lock(comment):
    """Shut other writers out of the comment's thread: (the thread, the comment as it is stored now)."""
    thread = Thread.objects.select_for_update().get(pk=comment.thread_id)
    return thread, Comment.objects.get(pk=comment.pk)


def change(stored, state, **values):
    """Give a stored comment, whose thread is locked, a state and other values. Its thread counts anew.

    Returns the difference that it makes to the number of readable comments.
    """
    difference = int(state == Comment.State.PUBLISHED) - int(stored.is_readable)
    Comment.objects.order_by().filter(pk=stored.pk).update(state=state, **values)
    if difference:
        readable = Comment.objects.order_by().filter(tree_id=stored.tree_id).readable()
        Thread.objects.filter(pk=stored.thread_id).update(
            comment_count=F("comment_count") + difference,
            last_activity_at=readable.aggregate(at=Max("posted_at"))["at"],
        )
    return difference


def settle(discussion_id, difference, *, is_seen=False):
    """Count a change of so many readable comments in the discussion: the last lock of every write. is_seen
    says that readers see a change, whatever the difference.
    """
    Discussion.objects.filter(pk=discussion_id).update(
        comment_count=F("comment_count") + difference,
        version=F("version") + int(is_seen or difference != 0),
    )
    if is_seen or difference:
        discussion_changed.send(Discussion, discussion_id=discussion_id)


def settle_unless_closed(discussion_id, difference, *, is_seen=False):
    """As settle(), but raise Refused if the discussion is closed: whatever was read before, or if it was
    closed meanwhile. Returns the discussion's version since then.
    """
    version = statements.count_in_discussion(discussion_id, difference, is_seen=is_seen or difference != 0)
    refuse_if_closed(version is None)
    if is_seen or difference:
        discussion_changed.send(Discussion, discussion_id=discussion_id)
    return version


def refuse_if_closed(is_closed):
    if is_closed:
        raise Refused(_("This discussion is closed."))
