"""Reading a discussion: what a page shows of it, as plain data, at a cost that follows the page and not
the archive.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.paging import page_after

from .folding import fold
from .models import Comment, Discussion, Thread
from .orders import OLDEST, ORDERS, Order
from .rendering import quotation_and_rest

THREADS_ON_PAGE = 25
REPLIES_SHOWN = 3
COMMENTS_ON_PAGE = 100
DEEPEST_INDENT = 5
MOST_CONTINUATIONS = 100

# A bounded beginning of a thread in reading order: the nth comment has a left number below 2n, so that these
# are at least the first comment, the replies shown and one more.
BEGINNING = 2 * (REPLIES_SHOWN + 2)


THREAD_COLUMNS = ["pk", "sort_key", "comment_count", "continues_id", "continues__state", "continues__name"]
COLUMNS = [
    *["pk", "thread_id", "parent_id", "parent__state", "parent__name", "lft", "level", "state", "name"],
    *["body_html", "quoted_section", "posted_at", "edited_at", "user_id"],
]


@dataclass(frozen=True)
class ShownComment:
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
    cursor of the page after them, or None.
    """

    pk: int
    comments: list[ShownComment]
    more: int
    next: int | None = None


@dataclass(frozen=True)
class ShownDiscussion:
    """A page of a discussion; next is the cursor of the page after it, or None."""

    state: str
    comment_count: int
    version: int
    threads: list[ShownThread]
    order: Order
    next: str | None

    orders = ORDERS

    @property
    def is_closed(self):
        return self.state == Discussion.State.CLOSED

    @property
    def is_held(self):
        return self.state == Discussion.State.HELD


def discussion_page(article_id, *, order=OLDEST, after="", sections=()):
    """A page of the article's discussion. Four queries: discussion, threads, comments, continuations.
    sections are the story's, for the comments that quote it.
    """
    discussion = Discussion.objects.about(article_id)
    threads, following = page_after(
        rows_of(Thread.objects.filter(discussion=discussion.pk)),
        after,
        size=THREADS_ON_PAGE,
        key=order.key,
        descending=order.descending,
    )
    comments = shown_comments(Comment.objects.filter(lft__lt=BEGINNING), threads, sections)
    return ShownDiscussion(
        state=discussion.state,
        comment_count=discussion.comment_count,
        version=discussion.version,
        threads=[shown_thread(thread, comments[thread.pk][: REPLIES_SHOWN + 1]) for thread in threads],
        order=order,
        next=following,
    )


def thread_page(article_id, thread_id, *, after="", sections=()):
    """A page of a thread of the article with all its comments, or None if readers find nothing there. after
    is the cursor that an earlier page gave; sections are the story's, for the comments that quote it.
    """
    thread = rows_of(Thread.objects.on(article_id).filter(pk=thread_id)).first()
    if not thread:
        return None
    begin = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    part = Comment.objects.filter(lft__gt=begin)
    comments = shown_comments(part, [thread], sections, limit=COMMENTS_ON_PAGE + 1)[thread.pk]
    is_last = len(comments) <= COMMENTS_ON_PAGE
    comments = comments[:COMMENTS_ON_PAGE]
    return replace(shown_thread(thread, comments), next=None if is_last else comments[-1].lft)


def rows_of(threads):
    """What a page needs of those threads in which a reader finds something: rows with THREAD_COLUMNS."""
    return threads.readable().values_list(*THREAD_COLUMNS, named=True)


def shown_thread(thread, comments):
    readable = sum(not comment.is_tombstone for comment in comments)
    return ShownThread(thread.pk, comments, thread.comment_count - readable)


def shown_comments(queryset, threads, sections=(), *, limit=None):
    """The threads' standing comments among queryset, by thread, in reading order. Two queries.

    sections are those of the story that the page knows; each has a key.
    """
    rows = queryset.of(threads).standing().order_by("tree_id", "lft").values(*COLUMNS)[:limit]
    by_thread = {thread.pk: [] for thread in threads}
    continued = {
        thread.pk: (thread.continues_id, thread.continues__state, thread.continues__name)
        for thread in threads
    }
    sections = {section.key: section for section in sections}
    here = {row["pk"] for row in rows}
    continuing = continuations(here)
    for row in rows:
        parent = row["parent_id"], row["parent__state"], row["parent__name"]
        answers = answering(*parent if row["level"] else continued[row["thread_id"]], here)
        source = sections.get(row["quoted_section"])
        shown = as_shown(row, answers, source, continued_in=continuing.get(row["pk"], ()))
        by_thread[row["thread_id"]].append(shown)
    return by_thread


def as_shown(row, answers, source, *, continued_in):
    """The ShownComment of a row with COLUMNS. answers is what answering() says of it, source the section that
    it quotes.
    """
    shown = {"pk": row["pk"], "lft": row["lft"], "level": row["level"], "continued_in": tuple(continued_in)}
    if row["state"] != Comment.State.PUBLISHED:
        is_withdrawn = row["state"] == Comment.State.WITHDRAWN
        return ShownComment(is_tombstone=True, is_withdrawn=is_withdrawn, **shown)
    quotation, rest = quotation_and_rest(row["body_html"])
    html, folded = fold(rest)
    return ShownComment(
        is_tombstone=False,
        name=row["name"] or _("Anonymous"),
        is_by_staff=row["user_id"] is not None,
        is_edited=row["edited_at"] is not None,
        quotation=quotation,
        html=html,
        folded=folded,
        posted_at=row["posted_at"],
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


def continuations(comment_ids):
    """The threads that continue full ones with replies to these comments: {comment: [thread, …]}. One
    query.
    """
    threads = Thread.objects.readable().filter(continues__in=comment_ids).order_by("pk")
    by_comment = defaultdict(list)
    for comment_id, thread_id in threads.values_list("continues", "pk")[:MOST_CONTINUATIONS]:
        by_comment[comment_id].append(thread_id)
    return by_comment
