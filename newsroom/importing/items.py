"""The items of the comment lists: which markers open a comment, and which were typed by a reader.

Bullets of replies and bullets of a list inside a comment look the same; the blank lines around them
differ, the kind of marker, and the numbers.
"""

from dataclasses import dataclass, field

from .markers import FARTHEST_JUMP, REPLY_COLUMN, Marker, is_top, item_marker, stands_apart
from .text import Line


@dataclass
class Entry:
    """One comment before its place in the tree is known: its column, and its paragraphs of lines."""

    column: int
    paragraphs: list[list[str]] = field(default_factory=list)


@dataclass
class Item:
    """A line of the comments with its marker, if any; `apart` and `in_list` are false without one."""

    line: Line
    marker: Marker | None
    apart: bool
    in_list: bool = False


def read_entries(lines, *, reply_bullets=None):
    """The comments in the order of the dump; the first line must carry a marker.

    `reply_bullets`: whether replies are marked with bullets; None to go by what most of them have.
    """
    items = read_items(lines)
    if reply_bullets is None:
        reply_bullets = bullets_prevail(items)
    entries, numbers, apart = [], {}, True
    for item in items:
        if opens_comment(item, entries[-1].column if entries else None, reply_bullets, numbers):
            entries.append(Entry(item.line.indent, [[item.marker.text]]))
            numbers[item.line.indent] = item.marker.number or 0
        elif not item.line.blank:
            paragraphs = entries[-1].paragraphs
            if apart:
                paragraphs.append([])
            paragraphs[-1].append(item.line.text)
        apart = item.line.blank
    return entries


def read_items(lines):
    items = []
    for index, line in enumerate(lines):
        marker = item_marker(line)
        items.append(Item(line, marker, marker is not None and stands_apart(lines, index)))
    mark_lists(items)
    return items


def mark_lists(items):
    """Mark the items that share a column with another, with neither a blank nor a shallower item between."""
    # The items above that a later one could still join, each further in than the one before it.
    open_items = []
    for item in items:
        if item.line.blank or item.apart:
            open_items.clear()
        if not item.marker:
            continue
        while open_items and open_items[-1].line.indent > item.line.indent:
            open_items.pop()
        if open_items and open_items[-1].line.indent == item.line.indent:
            item.in_list = open_items.pop().in_list = True
        open_items.append(item)


def bullets_prevail(items):
    """Whether most items that could be replies have bullets; in a tie, whether the top-level items have."""
    replies = [
        item.marker.bullet
        for item in items
        if item.apart and not item.in_list and item.line.indent >= REPLY_COLUMN
    ]
    bullets, numbers = replies.count(True), replies.count(False)
    if bullets == numbers:
        return next((item.marker.bullet for item in items if item.marker and is_top(item.line)), False)
    return bullets > numbers


def opens_comment(item, column, reply_bullets, numbers):
    """Whether the item opens a comment; if not, it is text of the open one, which stands at `column`.

    `numbers` has the number of the last comment at each column.
    """
    indent, marker = item.line.indent, item.marker
    if not marker:
        return False
    if column is None or indent <= column:
        return True  # text is always further in than the marker of its comment
    if not item.apart or item.in_list:
        return False
    if indent >= REPLY_COLUMN and marker.bullet != reply_bullets:
        return False
    # `1914. ` is a year.
    return marker.bullet or marker.number - numbers.get(indent, 0) <= FARTHEST_JUMP
