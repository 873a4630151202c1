"""Markers of list items: what opens a comment, a reply, or a line of a list."""

import re
from typing import NamedTuple

from .furniture import is_comment_link
from .text import BLANKS

# `12. text`, `• text`; not `3.5 m`, `12.`, `- x`
MARKER = re.compile(r"(?:([0-9]{1,6})\.|•)\s+(.+)", re.DOTALL)
TOP_COLUMN, REPLY_COLUMN = 2, 4
FARTHEST_JUMP = 20  # more comments than this are not missing in a row


class Marker(NamedTuple):
    """A number, or None for a bullet, and the text behind it, which may look like a marker itself."""

    number: int | None
    text: str

    @property
    def bullet(self):
        return self.number is None


def read_marker(text):
    """The marker that the text starts with, or None."""
    if match := MARKER.match(text):
        number, rest = match.groups()
        return Marker(number and int(number), rest.lstrip(BLANKS))
    return None


def item_marker(line):
    """The marker of a list item, or None: a number at the edge is a numbered heading."""
    return None if line.indent < TOP_COLUMN else read_marker(line.text)


def is_top(line):
    return TOP_COLUMN <= line.indent < REPLY_COLUMN


def stands_apart(lines, index):
    """Whether a blank line, or the `Reply` link of the comment above, stands before the line."""
    return index == 0 or lines[index - 1].blank or is_comment_link(lines[index - 1].text)
