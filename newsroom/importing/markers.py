"""Markers of list items: what opens a comment, a reply, or a line of a list."""

import re
from typing import NamedTuple

from newsroom.importing.furniture import is_comment_link
from newsroom.importing.text import BLANKS

MARKER = re.compile(r"(?:([0-9]{1,6})\.|•)\s+(.+)", re.DOTALL)  # `12. text`, `• text`; not `3.5 m`, `12.`, `- x`
REPLY_COLUMN = 4


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
    """The marker of a list item, or None. Items start at column 2; a number at the edge is a numbered heading."""
    return None if line.indent < 2 else read_marker(line.text)


def is_top(line):
    return 2 <= line.indent < REPLY_COLUMN


def stands_apart(lines, index):
    """Whether a blank line, or the `Reply` link of the comment above, stands before the line."""
    return index == 0 or lines[index - 1].blank or is_comment_link(lines[index - 1].text)
