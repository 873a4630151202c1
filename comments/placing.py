"""Where a new comment stands: as the beginning of a thread, or as a reply in the tree of one.

Only comments/posting.py calls this, within its transaction; the thread's row is locked before its tree is
read.
"""

from django.conf import settings
from django.db.models import Case, F, IntegerField, OuterRef, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.instants import microseconds

from .models import Comment, Thread
from .refusals import Refused


def open_thread(discussion, comment, *, continues=None):
    """Give the comment a thread of its own. The tree's number is preset: mptt's own choice is not safe."""
    comment.posted_at = timezone.now()
    comment.thread = Thread.objects.create(
        discussion=discussion, sort_key=microseconds(comment.posted_at), continues=continues
    )
    comment.tree_id, comment.lft, comment.rght, comment.level = comment.thread_id, 1, 2, 0
    comment.save()


def answer(discussion, comment, parent):
    """Post the comment as a reply, or, where the thread is full, as the beginning of one that continues it.

    A write costs what its thread is long; the limit bounds it. An archive's threads may be longer.
    """
    thread = Thread.objects.select_for_update().filter(pk=parent.thread_id, discussion=discussion).first()
    root = Comment.objects.order_by().filter(tree_id=OuterRef("tree_id"), parent=None)
    readable = Comment.objects.readable().annotate(thread_end=Subquery(root.values("rght")))
    parent = thread and readable.filter(pk=parent.pk).first()
    if not parent:
        raise Refused(_("The comment that you answer is no longer there."))
    if parent.thread_end >= 2 * settings.THREAD_LIMIT:
        open_thread(discussion, comment, continues=parent)
    else:
        reply(thread, comment, parent)


def reply(thread, comment, parent):
    """Make the comment the last reply to its parent, in a thread that is locked.

    All that ends at or behind the parent's end moves by two: its ancestors, itself and what follows. mptt's
    own statement would write every row of the tree.
    """
    end = parent.rght
    Comment.objects.order_by().filter(tree_id=thread.pk, rght__gte=end).update(
        lft=Case(When(lft__gt=end, then=F("lft") + 2), default=F("lft"), output_field=IntegerField()),
        rght=F("rght") + 2,
    )
    comment.thread, comment.parent = thread, parent
    comment.tree_id, comment.lft, comment.rght, comment.level = thread.pk, end, end + 1, parent.level + 1
    # Only now: the thread's comments are to carry times in the order in which they took the lock.
    comment.posted_at = timezone.now()
    comment.save()
