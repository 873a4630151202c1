"""The rows that a page of a discussion is made of, each kind in one query that is built once."""

from collections import namedtuple
from functools import cache

from django.db.models import Exists, OuterRef, Subquery

from articles.paging import following
from articles.prepared import prepared

from .models import Comment, Thread

THREADS_ON_PAGE = 25
REPLIES_SHOWN = 3
COMMENTS_ON_PAGE = 100
MOST_CONTINUATIONS = 100
# An editor can pick so many comments of a discussion, and so many are shown first.
MOST_PICKS = 5

# A bounded beginning of a thread in reading order: the nth comment has a left number below 2n, so that these
# are at least the first comment, the replies shown and one more.
BEGINNING = 2 * (REPLIES_SHOWN + 2)

THREAD = ["pk", "sort_key", "comment_count", "continues_id", "continues__state", "continues__name"]
# has_picks is said of the discussion, with each thread.
ThreadRow = namedtuple("ThreadRow", [*THREAD, "has_picks"])
OneThreadRow = namedtuple("OneThreadRow", [*THREAD, "discussion__state", "discussion__version"])
COMMENT = [
    *["pk", "thread_id", "parent_id", "parent__state", "parent__name", "lft", "level", "state", "name"],
    *["body_html", "quoted_section", "posted_at", "edited_at", "user_id", "picked_at"],
]
# continuation is one of the threads that continue this one with replies to the comment, or None.
CommentRow = namedtuple("CommentRow", [*COMMENT, "continuation"], defaults=[None])


def threads_after(discussion_id, after, order):
    """The rows of a page of threads in that order, and one more, behind the values of a cursor."""
    rows = threads_in(order, bool(after))(discussion_id, *after)
    return [ThreadRow(*row) for row in rows]


@cache
def threads_in(order, is_later):
    @prepared
    def threads(discussion_id, *after):
        readable = readable_in(discussion_id, order)
        page = following(readable, after, size=THREADS_ON_PAGE, key=order.key, descending=order.descending)
        has_picks = Exists(Comment.objects.picks_of(discussion_id).order_by())
        return page.annotate(has_picks=has_picks).values_list(*ThreadRow._fields)

    return threads


def readable_in(discussion_id, order):
    """The discussion's threads in which a reader finds something, by the index of the order."""
    threads = Thread.objects.filter(discussion=discussion_id)
    return threads.by_number() if order.key == "comment_count" else threads.readable()


def thread_of(article_id, thread_id):
    """The row of a thread of the article, with its discussion's state, or None if readers find nothing
    there.
    """
    return next((OneThreadRow(*row) for row in one_thread(article_id, thread_id)), None)


@prepared
def one_thread(article_id, thread_id):
    thread = Thread.objects.filter(discussion__article=article_id, pk=thread_id).readable()
    return thread.values_list(*OneThreadRow._fields)


def first_comments(thread_ids):
    """The rows of the standing comments with which the threads begin, in reading order."""
    return [CommentRow(*row) for row in beginnings(thread_ids)]


@prepared
def beginnings(thread_ids):
    comments = Comment.objects.filter(tree_id__in=thread_ids, lft__lt=BEGINNING).standing()
    return with_continuation(comments).order_by("tree_id", "lft").values_list(*CommentRow._fields)


def picked_comments(discussion_id):
    """The rows of the comments that editors have picked, the latest pick first."""
    return [CommentRow(*row) for row in picks(discussion_id)]


@prepared
def picks(discussion_id):
    return Comment.objects.picks_of(discussion_id).values_list(*COMMENT)[:MOST_PICKS]


def comments_after(thread_id, begin):
    """The rows of a page of a thread's standing comments, and one more, with left numbers above begin."""
    return [CommentRow(*row) for row in part(thread_id, begin)]


@prepared
def part(thread_id, begin):
    comments = Comment.objects.filter(tree_id=thread_id, lft__gt=begin).standing()
    comments = with_continuation(comments).order_by("lft")
    return comments.values_list(*CommentRow._fields)[: COMMENTS_ON_PAGE + 1]


def with_continuation(comments):
    """With their continuation: hardly any comment has one, so that a page need not ask for all of them."""
    # Not whether there is one: PostgreSQL would rather read all threads than look up that of each comment.
    continuing = Thread.objects.readable().filter(continues=OuterRef("pk"))
    return comments.annotate(continuation=Subquery(continuing.values("pk")[:1]))


@prepared
def continuations(comment_ids):
    """Pairs: a comment, and a thread that continues a full one with a reply to it."""
    threads = Thread.objects.readable().filter(continues__pk__in=comment_ids).order_by("pk")
    return threads.values_list("continues", "pk")[:MOST_CONTINUATIONS]
