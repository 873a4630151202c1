"""The orders in which a discussion's threads can be read, each a keyset with an index of its own."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Order:
    """An order: its word in addresses, its name for readers, and the column that threads are sorted by."""

    word: str
    name: str
    key: str
    descending: bool = False

    def kept_in(self, address):
        """The address of a page as it is in this order; the usual one goes without saying."""
        if self.word == USUAL:
            return address
        return f"{address}{'&' if '?' in address else '?'}order={self.word}"


USUAL = "oldest"
OLDEST = Order(USUAL, _("Oldest first"), "sort_key")
ORDERS = [
    OLDEST,
    Order("newest", _("Newest first"), "sort_key", descending=True),
    Order("discussed", _("Most discussed"), "comment_count", descending=True),
]


def order_of(word):
    """The order of that word; the oldest first, if there is none."""
    return next((order for order in ORDERS if order.word == word), OLDEST)
