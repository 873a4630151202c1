"""How the comments of a dump may be marked.

Replies have one kind of marker in the whole dump: bullets if it ends in the form of the site itself, else
what most items have. So the kind is to be the one that is not typed in the comments; and where both are, some
must stand at the left edge, which no reply does. There they are text as long as the numbers of the threads go
on.
"""

from dataclasses import dataclass

from newsroom.importing.markers import FARTHEST_JUMP, REPLY_COLUMN, TOP_COLUMN

FORM = "Enter comments here:"
HIGHEST_NUMBER = 999_999
EDGE = 1  # the column of no list, nor of the words that begin a form


@dataclass(frozen=True)
class Place:
    """Where a comment stands: its thread's number, the number of the first reply in there that it is or
    belongs to (0 above all replies), its depth, and its number among its siblings.
    """

    thread: int
    branch: int
    depth: int
    number: int


@dataclass(frozen=True)
class Style:
    """One way of marking.

    last: the place of the last comment. bullets: of replies, which else have numbers. raised: so many threads
    begin where else replies stand, so that the reader counts their numbers among those of replies. cleared:
    typed items are at the edge even if they could not be taken for replies, for the reader counts them too.
    narrow: the last of the first replies stands where the reader looks for the numbers of threads, so that
    these go on inside the last thread. typed: a number that is typed in the last thread and does the same.
    """

    last: Place
    bullets: bool = False
    raised: int = 0
    cleared: bool = False
    narrow: bool = False
    typed: int = 0

    def is_narrow(self, place):
        return self.narrow and place.depth == 1 and self.is_in_last_branch(place)

    def is_in_last_branch(self, place):
        return (place.thread, place.branch) == (self.last.thread, self.last.branch)

    def column(self, place):
        """Where the comment's marker stands."""
        first = REPLY_COLUMN if place.thread <= self.raised else TOP_COLUMN
        return first + 2 * place.depth - self.is_narrow(place)

    def marker(self, place):
        if self.is_narrow(place):
            number = self.thread_number(place) + 1
        elif place.depth and self.bullets:
            return "• "
        else:
            number = place.number if place.depth else self.thread_number(place)
        return f"{(number - 1) % HIGHEST_NUMBER + 1}. "

    def thread_number(self, place):
        if self.typed and place.thread == self.last.thread:
            return self.typed - 1
        # A first reply whose number is high would be text.
        is_too_high = self.narrow and place.thread == self.last.thread >= FARTHEST_JUMP
        return 1 if is_too_high else place.thread

    def text_column(self, place, item=None):
        """Where a paragraph of the comment begins that begins with the item, if with any."""
        numbered = self.typed and place == self.last
        inside = self.column(place) + (1 if numbered else 2)
        if item is None:
            return inside
        if self.needs_edge(place, item):
            return EDGE
        # A number that is too far from the last comment's at its column is text. No other stands at odd ones.
        return inside if item.bullet or self.bullets else inside | 1

    def needs_edge(self, place, item):
        if self.cleared:
            # Behind the last number nothing can stand there.
            return place.thread < self.last.thread or (self.narrow and not self.is_in_last_branch(place))
        if item.bullet or self.bullets:
            return item.bullet == self.bullets or bool(self.typed and place == self.last)
        return item.number <= FARTHEST_JUMP


def styles_for(places, with_items, typed):
    """The styles for a dump with comments at such places, the plainest first; with_items are those of
    comments with items in their text, typed the numbers of items in the text of the last comment.
    """
    last, threads = places[-1], places[-1].thread
    plain = min((place.thread - 1 for place in with_items), default=threads)
    styles = [Style(last, bullets=True), Style(last), Style(last, raised=threads), Style(last, raised=plain)]
    for narrow in (False, True):
        styles += [
            Style(last, bullets=bullets, raised=raised, cleared=cleared, narrow=narrow)
            for bullets, raised in ((True, 0), (False, 0), (False, min(plain, threads - 1)))
            for cleared in (False, True)
        ]
    if last.depth == 0:
        styles += [
            Style(last, raised=min(plain, threads - 1), typed=number) for number in typed if number > 1
        ]
    return styles
