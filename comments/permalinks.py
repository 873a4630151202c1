"""Permalinks: the page on which a comment stands now, and open."""

from django.db.models import Q

from .models import Comment, Thread
from .orders import OLDEST
from .rows import BEGINNING, COMMENTS_ON_PAGE, REPLIES_SHOWN, THREADS_ON_PAGE


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
    return comment.lft <= REPLIES_SHOWN + 1 or standing_before(comment).count() <= REPLIES_SHOWN


def is_on_first_page(thread, order):
    """Whether fewer threads than a page holds stand before the thread in that order."""
    key = getattr(thread, order.key)
    before, equal = ("gt", "gt") if order.descending else ("lt", "lt")
    earlier = Q(**{f"{order.key}__{before}": key}) | Q(**{order.key: key, f"pk__{equal}": thread.pk})
    threads = Thread.objects.filter(earlier, discussion=thread.discussion_id).readable()
    return threads.order_by()[:THREADS_ON_PAGE].count() < THREADS_ON_PAGE


def cursor(comment):
    """What leads to the comment's page of its thread; empty for the first."""
    if comment.lft <= COMMENTS_ON_PAGE:
        return ""
    before = list(standing_before(comment).values_list("lft", flat=True))
    page = len(before) // COMMENTS_ON_PAGE
    return f"?after={before[page * COMMENTS_ON_PAGE - 1]}" if page else ""


def standing_before(comment):
    """The comments of its thread that readers find before it."""
    earlier = Comment.objects.filter(tree_id=comment.tree_id, lft__lt=comment.lft)
    return earlier.standing().order_by("lft")
