"""Permalinks: the page on which a comment stands now, and open."""

from functools import cache

from articles.paging import following
from articles.prepared import prepared

from .models import Comment
from .orders import OLDEST
from .rows import BEGINNING, COMMENTS_ON_PAGE, REPLIES_SHOWN, THREADS_ON_PAGE, readable_in


def page_with(comment, story_url, order=OLDEST):
    """The address, without anchor, of a page that shows the standing comment: the story's, if it stands there
    on the first page in that order, else that of its thread, from which the way back keeps the order.
    """
    if is_shown_below_story(comment) and is_on_first_page(comment.thread, order):
        return order.kept_in(story_url)
    return order.kept_in(f"{story_url}threads/{comment.thread_id}/{cursor(comment)}")


def is_shown_below_story(comment):
    """Whether the comment is among those that the story's page shows of its thread."""
    if comment.lft >= BEGINNING:
        return False
    # At most as many comments as there are numbers stand before it: then there is nothing to ask.
    return comment.lft <= REPLIES_SHOWN + 1 or len(standing_before(comment)) <= REPLIES_SHOWN


def is_on_first_page(thread, order):
    """Whether fewer threads than a page holds stand before the thread in that order."""
    before = threads_before(order)(thread.discussion_id, getattr(thread, order.key), thread.pk)
    return len(before) < THREADS_ON_PAGE


@cache
def threads_before(order):
    @prepared
    def threads(discussion_id, key, pk):
        # Those that follow the other way round: the nearest first, so that no more need be looked at.
        before, size = readable_in(discussion_id, order), THREADS_ON_PAGE - 1
        before = following(before, (key, pk), size=size, key=order.key, descending=not order.descending)
        return before.values_list("pk")

    return threads


def cursor(comment):
    """What leads to the comment's page of its thread; empty for the first."""
    if comment.lft <= COMMENTS_ON_PAGE:
        return ""
    before = standing_before(comment)
    page = len(before) // COMMENTS_ON_PAGE
    return f"?after={before[page * COMMENTS_ON_PAGE - 1]}" if page else ""


def standing_before(comment):
    """The left numbers of the comments of its thread that readers find before it."""
    return [lft for (lft,) in numbers_before(comment.tree_id, comment.lft)]


@prepared
def numbers_before(tree_id, lft):
    earlier = Comment.objects.filter(tree_id=tree_id, lft__lt=lft)
    return earlier.standing().order_by("lft").values_list("lft")
