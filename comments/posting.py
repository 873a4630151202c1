"""The one way in: every change of a discussion goes through here.

Each function is one transaction and takes its locks in the same order, threads by primary key, then the
discussion. The thread's row is locked before its tree is read, so two writers never number a tree at the same
time. A refused write leaves nothing behind. The importer's bulk path is comments/loading.py.
"""

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, F, IntegerField, Max, OuterRef, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.instants import microseconds

from .models import Comment, Decision, Discussion, Thread
from .moderation import Draft, judge
from .quoting import quoted_section
from .rendering import render


class Refused(Exception):
    """The comment cannot be posted; its text is the reason, in words for the reader."""


@transaction.atomic
def post(*, article, body, name="", parent=None, reader=None):
    """Post a comment on an article, as a reply to parent or as the beginning of a thread, and return it.

    body is plain text, reader the random id of its writer. The comment is published or held as moderation
    judges. Raises Refused if the discussion is closed or the parent is not, or no longer, a readable comment
    of the article.
    """
    discussion, _created = Discussion.objects.get_or_create(article=article)
    judgement = judge(Draft(discussion.state, name, body))
    quoted = quoted_section(article, body)
    comment = Comment(
        state=judgement.state,
        verdicts=judgement.verdicts,
        name=name,
        body=body,
        body_html=render(body, quotes=quoted is not None),
        quoted_section=quoted,
        reader=reader,
    )
    if parent is None:
        open_thread(discussion, comment)
    else:
        answer(discussion, comment, parent)
    if comment.is_readable:
        Thread.objects.filter(pk=comment.thread_id).update(
            comment_count=F("comment_count") + 1, last_activity_at=comment.posted_at
        )
    # A discussion that was closed meanwhile refuses here, whatever was read before.
    not_closed = Discussion.objects.exclude(state=Discussion.State.CLOSED)
    if not settle(not_closed.filter(pk=discussion.pk), int(comment.is_readable)):
        raise Refused(_("This discussion is closed."))
    return comment


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


@transaction.atomic
def decide(comment, state, *, by):
    """A moderator gives the comment another state: published, held, rejected or removed. Returns whether it
    changed.

    The stored comment counts, not the one in hand: if it has that state already, nothing happens.
    """
    thread = Thread.objects.select_for_update().get(pk=comment.thread_id)
    stored = Comment.objects.get(pk=comment.pk)
    if stored.state == state:
        return False
    difference = int(state == Comment.State.PUBLISHED) - int(stored.is_readable)
    Comment.objects.filter(pk=stored.pk).update(state=state)
    Decision.objects.create(comment=stored, moderator=by, from_state=stored.state, to_state=state)
    last_activity = Comment.objects.of([thread]).readable().order_by().aggregate(at=Max("posted_at"))["at"]
    Thread.objects.filter(pk=thread.pk).update(
        comment_count=F("comment_count") + difference, last_activity_at=last_activity
    )
    settle(Discussion.objects.filter(pk=thread.discussion_id), difference)
    return True


@transaction.atomic
def set_state(article, state):
    """Open the article's discussion, hold its comments for approval, or close it. Returns the discussion."""
    discussion, _created = Discussion.objects.get_or_create(article=article)
    Discussion.objects.filter(pk=discussion.pk).update(state=state, version=F("version") + 1)
    discussion.refresh_from_db()
    return discussion


def settle(discussions, difference):
    """Count a change of so many readable comments in the discussion: the last lock of every write.

    Returns whether the queryset found the discussion.
    """
    found = discussions.update(
        comment_count=F("comment_count") + difference, version=F("version") + int(bool(difference))
    )
    if connection.vendor == "postgresql":
        # The tree's unique positions would be checked at the commit; here the error still has its cause
        # beside it.
        connection.check_constraints()
    return bool(found)
