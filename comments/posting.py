"""The one way in: every change of a discussion by readers goes through here, what moderators decide through
comments/deciding.py.

Each function is one transaction and takes its locks in the same order, threads by primary key, then the
discussion. The thread's row is locked before its comments are read, so two writers never number a tree or
count a comment at the same time. A refused write leaves nothing behind. The importer's bulk path is
comments/loading.py.
"""

from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Edition

from .counting import change, lock, refuse_if_closed, settle, settle_unless_closed
from .drafts import Draft
from .models import Comment, Discussion
from .moderation import judge, judge_again
from .networks import hashes
from .placing import answer, open_thread
from .policy import in_force
from .quoting import quoted_section
from .refusals import Refused, Stale
from .rendering import render
from .signals import discussion_changed


def post(
    *, edition, body, name="", parent_id=None, reader=None, user=None, address="", opened_at=None, asked=False
):
    """Post a comment on the article of a current edition, as a reply to the comment of parent_id or as the
    beginning of a thread, and return it.

    body is plain text, reader the random id of its writer, None for somebody new, who gets one, user the
    account of a member of staff, whose badge the comment then has, address the writer's network address.
    opened_at is when the reply page was opened, if it was one; asked says that the writer was asked about the
    text before. The comment is published, held or rejected as moderation judges. Raises Refused if moderation
    does not take it, or if the comment answered is not, or no longer, a readable one of the article.
    """
    discussion, networks = Discussion.objects.about(edition.article_id), hashes(address)
    draft = Draft(
        body=body,
        name=name,
        discussion=discussion,
        published_at=edition.published_at,
        thresholds=in_force(edition.desk_id),
        reader=reader,
        user=user,
        networks=networks,
        opened_at=opened_at,
        is_second=asked,
    )
    judgement = judge(draft)
    comment = Comment(
        state=judgement.state,
        verdicts=judgement.verdicts,
        waiting_since=timezone.now() if waits(judgement) else None,
        name=name,
        reader=reader or uuid4(),
        user=user,
        network=networks[0] if networks else "",
        **words(edition, body),
    )
    write(discussion, comment, parent_id)
    return comment


def waits(judgement):
    """Whether a moderator is to see what was judged."""
    return judgement.state == Comment.State.HELD or judgement.is_flagged


@transaction.atomic
def write(discussion, comment, parent_id):
    """Give a judged comment its place. All that could be done before the locks are taken is done."""
    if not discussion.pk:
        discussion, _created = Discussion.objects.get_or_create(article_id=discussion.article_id)
    if parent_id is None:
        open_thread(discussion, comment)
    else:
        answer(discussion, comment, parent_id)
    discussion.version = settle_unless_closed(discussion.pk, int(comment.is_readable))


def words(edition, body):
    """The columns that are made of the text of a comment on the article of an edition."""
    quoted = quoted_section(edition, body)
    return {"body": body, "body_html": render(body, quotes=quoted is not None), "quoted_section": quoted}


def edit(comment, *, body, reader, seen=None, asked=False):
    """Give one's own comment another text, and return it as it then stands.

    seen is the version of the text that the writer was changing, asked as for post(). Moderation judges
    again, and may hold or reject what was published. To send the text that stands already changes nothing.
    Raises Stale if the comment has another version by now, else Refused as withdraw() and moderation do.
    """
    read = Comment.objects.select_related("thread__discussion", "user").get(pk=comment.pk)
    refuse_unless_changeable(read, reader)
    if read.body == body:
        return read
    discussion = read.thread.discussion
    edition = Edition.objects.current().filter(article=discussion.article_id).first()
    refuse_if_closed(edition is None)
    judgement = judge_again(read, changed_draft(read, edition, body, asked))
    # An editor who picked it has picked other words.
    values = {"picked_at": None, "picked_in": None, **words(edition, body)}
    values |= {"verdicts": judgement.verdicts, "edited_at": timezone.now()}
    with transaction.atomic():
        _thread, stored = lock(read)
        refuse_unless_changeable(stored, reader)
        if seen not in (None, stored.version) or (stored.body, stored.state) != (read.body, read.state):
            raise Stale(_("This comment was changed elsewhere meanwhile. Nothing is lost."))
        values["waiting_since"] = waiting_after(stored, judgement)
        difference = change(stored, judgement.state, **values)
        settle_unless_closed(discussion.pk, difference, is_seen=stored.is_readable)
    stored.refresh_from_db()
    return stored


def changed_draft(comment, edition, body, asked):
    """The Draft of other words for a stored comment."""
    return Draft(
        body=body,
        name=comment.name,
        discussion=comment.thread.discussion,
        published_at=edition.published_at,
        thresholds=in_force(edition.desk_id),
        reader=comment.reader,
        user=comment.user,
        networks=[comment.network] if comment.network else [],
        is_second=asked,
        comment_id=comment.pk,
    )


def waiting_after(stored, judgement):
    """Since when a changed comment waits for a moderator: what readers have reported waits on."""
    if waits(judgement) or stored.reports.open().exists():
        return stored.waiting_since or timezone.now()
    return None if stored.state == Comment.State.HELD else stored.waiting_since


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
    # There is nothing left for a moderator to answer.
    stored.reports.open().update(settled_at=timezone.now())
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
    discussion_changed.send(Discussion, discussion_id=discussion.pk)
    return discussion
