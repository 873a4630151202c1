"""The readable comments of a story as one list, for editors who look for good ones."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.paging import page_after

from .models import Comment

COMMENTS_ON_PAGE = 30


@dataclass(frozen=True)
class ListOrder:
    word: str
    name: str
    key: str


# A comment's replies take up the numbers between its own two.
ORDERS = [ListOrder("newest", _("Newest first"), "pk"), ListOrder("replied", _("Most replies first"), "size")]


def list_order_of(word):
    """The order of that word; the newest first, if there is none."""
    return next((order for order in ORDERS if order.word == word), ORDERS[0])


def listed_comments(article_id, *, order, words="", cursor=""):
    """A page of the story's readable comments in that order, and the cursor of the page after it, or None.
    With words, only comments that contain these, or whose writer's name does. One query.
    """
    comments = Comment.objects.on(article_id).readable().select_related("parent")
    if words:
        comments = comments.filter(Q(body__icontains=words) | Q(name__icontains=words))
    comments = comments.annotate(size=F("rght") - F("lft"))
    return page_after(comments, cursor, size=COMMENTS_ON_PAGE, key=order.key, descending=True)
