"""Reading a discussion: what a page shows of it, as plain data, at a cost that follows the page and not
the archive.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.paging import page_of, values_of

from .folding import fold
from .models import Comment, Discussion
from .orders import OLDEST, ORDERS, Order
from .policy import in_force, state_of
from .rendering import quotation_and_rest
from .rows import (
    COMMENTS_ON_PAGE,
    REPLIES_SHOWN,
    THREADS_ON_PAGE,
    comments_after,
    continuations,
    first_comments,
    picked_comments,
    thread_of,
    threads_after,
)

DEEPEST_INDENT = 5


class ShownComment(NamedTuple):
    """A comment as a page shows it. A tombstone has neither name nor words.

    answers names whom it answers, answers_url leads there; continued_in are the threads that begin with
    replies to it. quotation is the part of its HTML that repeats a passage of the story, html what follows,
    and folded what is long enough to be opened by a click. source is the section that it quotes, or None.
    """

    pk: int
    lft: int
    level: int
    is_tombstone: bool
    is_withdrawn: bool = False
    name: str = ""
    is_by_staff: bool = False
    is_edited: bool = False
    is_picked: bool = False
    quotation: str = ""
    html: str = ""
    folded: str = ""
    posted_at: datetime | None = None
    answers: str = ""
    answers_url: str = ""
    continued_in: tuple[int, ...] = ()
    source: object = None

    @property
    def indent(self):
        """How far the comment is set in: on a phone, deeper would leave no room for words."""
        return min(self.level, DEEPEST_INDENT)


@dataclass(frozen=True)
class ShownThread:
    """A thread as a page shows it: comments in reading order, how many readable ones are not shown, and the
    cursor of the page after them, or None. is_closed and the discussion's version are said where a thread has
    a page of its own.
    """

    pk: int
    comments: list[ShownComment]
    more: int
    next: int | None = None
    is_closed: bool = False
    version: int = 0

    @property
    def comment_count(self):
        """How many there are to be read, here and further on."""
        return self.more + sum(not comment.is_tombstone for comment in self.comments)


@dataclass(frozen=True)
class ShownPick:
    """A comment that an editor has picked, as it is shown first; url is that of its place in its thread."""

    comment: ShownComment
    url: str


@dataclass(frozen=True)
class ShownStream:
    """A page of a discussion's comments; next is the cursor of the page after it, or None. picks are what
    editors have picked, on the first page only, and stand in their threads as well.
    """

    threads: list[ShownThread]
    order: Order
    next: str | None
    picks: list[ShownPick]

    orders = ORDERS


@dataclass(frozen=True)
class ShownDiscussion:
    """How a discussion stands; pk is None if nobody has said anything yet."""

    pk: int | None
    state: str
    comment_count: int
    version: int

    @property
    def is_closed(self):
        return self.state == Discussion.State.CLOSED

    @property
    def is_held(self):
        return self.state == Discussion.State.HELD


def discussion_on(edition, policy):
    """The ShownDiscussion of a current edition's article, by its desk's policy, Thresholds. One query."""
    discussion = Discussion.objects.about(edition.article_id)
    return ShownDiscussion(
        pk=discussion.pk,
        state=state_of(discussion, policy, edition.published_at),
        comment_count=discussion.comment_count,
        version=discussion.version,
    )


def stream_page(discussion_id, *, order=OLDEST, after="", sections=()):
    """A page of the comments of a discussion. Two queries, threads and comments, and one each for
    continuations and, on the first page, picks if there are any; none, if the discussion is None. sections
    are the story's, for the comments that quote it.
    """
    if not discussion_id:
        return ShownStream(threads=[], order=order, next=None, picks=[])
    rows = threads_after(discussion_id, values_of(after), order)
    threads, following = page_of(rows, THREADS_ON_PAGE, order.key)
    comments = shown_comments(first_comments([thread.pk for thread in threads]), threads, sections)
    here = {comment.pk for of_thread in comments.values() for comment in of_thread[: REPLIES_SHOWN + 1]}
    has_picks = not after and any(thread.has_picks for thread in threads)
    return ShownStream(
        threads=[shown_thread(thread, comments[thread.pk][: REPLIES_SHOWN + 1]) for thread in threads],
        order=order,
        next=following,
        picks=shown_picks(discussion_id, order, here, sections) if has_picks else [],
    )


def shown_picks(discussion_id, order, here, sections):
    """The comments that editors have picked in a discussion. here are the comments that the page shows below
    in that order. One query.
    """
    by_key = {section.key: section for section in sections}
    picks = []
    for row in picked_comments(discussion_id):
        answers = answering(row.parent_id, row.parent__state, row.parent__name, here)
        shown = as_shown(row, answers, by_key.get(row.quoted_section), continued_in=())
        permalink = order.kept_in(reverse("comment", args=[row.pk]))
        picks.append(ShownPick(shown, f"#comment-{row.pk}" if row.pk in here else permalink))
    return picks


def thread_page(edition, thread_id, *, after="", sections=()):
    """A page of a thread about a current edition's article with all its comments, or None if readers find
    nothing there. after is the cursor that an earlier page gave; sections are the story's, for the comments
    that quote it. Three queries: thread, comments, policy; and continuations if there are any.
    """
    thread = thread_of(edition.article_id, thread_id)
    if not thread:
        return None
    begin = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    comments = shown_comments(comments_after(thread_id, begin), [thread], sections)[thread.pk]
    is_last = len(comments) <= COMMENTS_ON_PAGE
    comments = comments[:COMMENTS_ON_PAGE]
    discussion = Discussion(state=thread.discussion__state)
    state = state_of(discussion, in_force(edition.desk_id), edition.published_at)
    return replace(
        shown_thread(thread, comments),
        next=None if is_last else comments[-1].lft,
        is_closed=state == Discussion.State.CLOSED,
        version=thread.discussion__version,
    )


def shown_thread(thread, comments):
    readable = sum(not comment.is_tombstone for comment in comments)
    return ShownThread(thread.pk, comments, thread.comment_count - readable)


def shown_comments(rows, threads, sections=()):
    """The comments of those rows by thread, in reading order. One query if one of them is continued.

    sections are those of the story that the page knows; each has a key.
    """
    by_thread = {thread.pk: [] for thread in threads}
    continued = {
        thread.pk: (thread.continues_id, thread.continues__state, thread.continues__name)
        for thread in threads
    }
    sections = {section.key: section for section in sections}
    here = {row.pk for row in rows}
    continuing = continued_in([row.pk for row in rows if row.continuation])
    for row in rows:
        parent = row.parent_id, row.parent__state, row.parent__name
        answers = answering(*parent if row.level else continued[row.thread_id], here)
        source = sections.get(row.quoted_section)
        shown = as_shown(row, answers, source, continued_in=continuing.get(row.pk, ()))
        by_thread[row.thread_id].append(shown)
    return by_thread


def as_shown(row, answers, source, *, continued_in):
    """The ShownComment of a row. answers is what answering() says of it, source the section that
    it quotes.
    """
    shown = {"pk": row.pk, "lft": row.lft, "level": row.level, "continued_in": tuple(continued_in)}
    if row.state != Comment.State.PUBLISHED:
        is_withdrawn = row.state == Comment.State.WITHDRAWN
        return ShownComment(is_tombstone=True, is_withdrawn=is_withdrawn, **shown)
    quotation, rest = quotation_and_rest(row.body_html)
    html, folded = fold(rest)
    return ShownComment(
        is_tombstone=False,
        name=row.name or _("Anonymous"),
        is_by_staff=row.user_id is not None,
        is_edited=row.edited_at is not None,
        is_picked=row.picked_at is not None,
        quotation=quotation,
        html=html,
        folded=folded,
        posted_at=row.posted_at,
        source=source,
        **answers,
        **shown,
    )


def answering(pk, state, name, here):
    """Whom a comment answers, and where that comment is: on this page, or by its permalink. Nothing, if it
    answers nobody.
    """
    if not pk:
        return {}
    return {
        "answers": who(state, name),
        "answers_url": f"#comment-{pk}" if pk in here else reverse("comment", args=[pk]),
    }


def who(state, name):
    """How a comment is called that may have been taken away."""
    if state == Comment.State.PUBLISHED:
        return name or _("Anonymous")
    if state == Comment.State.WITHDRAWN:
        return _("a comment that was withdrawn")
    return _("a comment that was removed")


def continued_in(comment_ids):
    """The threads that continue full ones with replies to these comments: {comment: [thread, …]}. One query,
    or none without comments.
    """
    by_comment = defaultdict(list)
    for comment_id, thread_id in continuations(comment_ids):
        by_comment[comment_id].append(thread_id)
    return by_comment
