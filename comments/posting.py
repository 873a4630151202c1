"""The one way in: every change of a discussion by readers goes through here, what moderators decide through
comments/deciding.py.

Each function is one transaction and takes its locks in the same order, threads by primary key, then the
discussion. The thread's row is locked before its comments are read, so two writers never number a tree or
count a comment at the same time. A refused write leaves nothing behind. The importer's bulk path is
comments/loading.py.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .counting import change, lock, refuse_if_closed, settle, settle_unless_closed
from .models import Comment, Discussion
from .moderation import Draft, judge, judge_again
from .placing import answer, open_thread
from .quoting import quoted_section
from .refusals import Refused, Stale
from .rendering import render


def post(*, article, body, name="", parent_id=None, reader=None, user=None):
    """Post a comment on an article, as a reply to the comment of parent_id or as the beginning of a thread,
    and return it.

    body is plain text, reader the random id of its writer, user the account of a member of staff, whose badge
    the comment then has. The comment is published or held as moderation judges. Raises Refused if the
    discussion is closed or the comment answered is not, or no longer, a readable one of the article.
    """
    discussion = Discussion.objects.about(article.pk)
    refuse_if_closed(discussion.state == Discussion.State.CLOSED)
    judgement = judge(Draft(discussion.state, name, body))
    comment = Comment(
        state=judgement.state,
        verdicts=judgement.verdicts,
        waiting_since=timezone.now() if judgement.state == Comment.State.HELD else None,
        name=name,
        reader=reader,
        user=user,
        **words(article, body),
    )
    write(discussion, comment, parent_id)
    return comment


@transaction.atomic
def write(discussion, comment, parent_id):
    """Give a judged comment its place. All that could be done before the locks are taken is done."""
    if not discussion.pk:
        discussion, _created = Discussion.objects.get_or_create(article_id=discussion.article_id)
    if parent_id is None:
        open_thread(discussion, comment)
    else:
        answer(discussion, comment, parent_id)
    settle_unless_closed(discussion.pk, int(comment.is_readable))


def words(article, body):
    """The columns that are made of a comment's text."""
    quoted = quoted_section(article, body)
    return {"body": body, "body_html": render(body, quotes=quoted is not None), "quoted_section": quoted}


def edit(comment, *, body, reader, seen=None):
    """Give one's own comment another text, and return it as it then stands.

    seen is the version of the text that the writer was changing. Moderation judges again, and may hold or
    reject what was published. To send the text that stands already changes nothing. Raises Stale if the
    comment has another version by now, else Refused as withdraw() does, or if the discussion is closed.
    """
    read = Comment.objects.select_related("thread__discussion__article").get(pk=comment.pk)
    refuse_unless_changeable(read, reader)
    if read.body == body:
        return read
    discussion = read.thread.discussion
    judgement = judge_again(read, Draft(discussion.state, read.name, body))
    # An editor has picked other words.
    values = {
        "verdicts": judgement.verdicts,
        "edited_at": timezone.now(),
        "picked_at": None,
        "picked_in": None,
    }
    values |= words(discussion.article, body)
    with transaction.atomic():
        _thread, stored = lock(read)
        refuse_unless_changeable(stored, reader)
        if seen not in (None, stored.version) or (stored.body, stored.state) != (read.body, read.state):
            raise Stale(_("This comment was changed elsewhere meanwhile. Nothing is lost."))
        if judgement.state == Comment.State.HELD:
            values["waiting_since"] = stored.waiting_since or timezone.now()
        difference = change(stored, judgement.state, **values)
        settle_unless_closed(discussion.pk, difference, is_seen=stored.is_readable)
    stored.refresh_from_db()
    return stored


@transaction.atomic
def withdraw(comment, *, reader):
    """Take one's own comment back, for good. Returns whether it changed: twice is once.

    Raises Refused unless the reader wrote it, it is published or held, and was posted less than EDIT_MINUTES
    ago. In a closed discussion too: to close it is to take no more words, not to keep those there are.
    """
    thread, stored = lock(comment)
    if stored.is_by(reader) and stored.state == Comment.State.WITHDRAWN:
        return False
    refuse_unless_changeable(stored, reader)
    difference = change(stored, Comment.State.WITHDRAWN, waiting_since=None, urgency=0)
    # A held comment with replies was a tombstone already, and now says something else.
    settle(thread.discussion_id, difference, is_seen=True)
    return True


def refuse_unless_changeable(comment, reader):
    """Raise Refused unless the reader may change the stored comment now."""
    if not comment.is_by(reader):
        raise Refused(_("Only its writer can change a comment."))
    if comment.state == Comment.State.WITHDRAWN:
        raise Refused(_("You have withdrawn this comment."))
    if comment.state not in Comment.CHANGEABLE:
        raise Refused(_("A moderator has decided not to show this comment."))
    if not comment.is_changeable():
        raise Refused(_("The time in which a comment can be changed has passed."))


@transaction.atomic
def set_state(article, state):
    """Open the article's discussion, hold its comments for approval, or close it. Returns the discussion."""
    discussion, _created = Discussion.objects.get_or_create(article=article)
    Discussion.objects.filter(pk=discussion.pk).update(state=state, version=F("version") + 1)
    discussion.refresh_from_db()
    return discussion
