"""Where a new comment stands: as the beginning of a thread, or as a reply in the tree of one.

Only comments/posting.py calls this, within its transaction; the thread's row is locked before its tree is
read.
"""

from django.conf import settings
from django.db.models import Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.instants import microseconds
from articles.prepared import prepared

from . import statements
from .models import Comment, Thread
from .refusals import Refused


def open_thread(discussion, comment, *, continues_id=None):
    """Give the comment a thread of its own. The tree's number is preset: mptt's own choice is not safe."""
    comment.posted_at = timezone.now()
    thread = Thread(
        discussion=discussion,
        sort_key=microseconds(comment.posted_at),
        continues_id=continues_id,
        comment_count=int(comment.is_readable),
        last_activity_at=comment.posted_at if comment.is_readable else None,
    )
    statements.insert(thread)
    comment.thread = thread
    comment.tree_id, comment.lft, comment.rght, comment.level = thread.pk, 1, 2, 0
    store(comment)


def answer(discussion, comment, parent_id):
    """Post the comment as a reply, or, where the thread is full, as the beginning of one that continues it.

    A write costs what its thread is long; the limit bounds it. An archive's threads may be longer. Raises
    Refused if the comment answered is not a readable one of the discussion.
    """
    thread = next(iter(locked_thread(discussion.pk, parent_id)), None)
    place = thread and statements.place_of(parent_id)
    if not place:
        raise Refused(_("The comment that you answer is no longer there."))
    end, level, thread_end = place
    if thread_end >= 2 * settings.THREAD_LIMIT:
        open_thread(discussion, comment, continues_id=parent_id)
        return
    statements.make_room(thread.pk, end)
    thread.discussion = discussion
    comment.thread, comment.parent_id = thread, parent_id
    comment.tree_id, comment.lft, comment.rght, comment.level = thread.pk, end, end + 1, level + 1
    # Only now: the thread's comments are to carry times in the order in which they took the lock.
    comment.posted_at = timezone.now()
    store(comment)
    if comment.is_readable:
        thread.comment_count, thread.last_activity_at = thread.comment_count + 1, comment.posted_at
        statements.count_in_thread(thread.pk, comment.posted_at)


@prepared
def locked_thread(discussion_id, comment_id):
    """The discussion's thread that has the comment, if there is one; other writers are shut out of it."""
    tree = Comment.objects.order_by().filter(pk=comment_id).values("tree_id")
    return Thread.objects.select_for_update().filter(discussion=discussion_id, pk=Subquery(tree))


def store(comment):
    """Insert the comment where it stands: mptt's save() would look for a place itself."""
    statements.insert(comment)
    Comment._mptt_meta.update_mptt_cached_fields(comment)
