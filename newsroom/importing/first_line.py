"""The first line of a dump, which may have lost its indent when the ends of the file were trimmed."""

from .datelines import read_dateline
from .markers import REPLY_COLUMN, TOP_COLUMN, is_top, item_marker, read_marker
from .text import Line


def mend_first_line(lines):
    """Give the first line its indent back if it is a list item that lost it."""
    first = read_marker(lines[0].text) if lines and lines[0].indent == 0 else None
    if first is None or read_dateline(lines[0].text):
        return lines
    below = next((line for line in lines[1:] if not line.blank), None)
    if below is not None and below.indent < TOP_COLUMN:
        return lines  # a numbered heading, with its text below
    column = REPLY_COLUMN if was_reply(first, lines) else TOP_COLUMN
    return [Line(column, lines[0].text), *lines[1:]]


def was_reply(first, lines):
    """Whether the markers below say that the first item was a reply to a lost comment."""
    tops = (item_marker(line) for line in lines[1:] if is_top(line))
    following = next((marker for marker in tops if marker), None)
    if following is None:
        return False
    if first.bullet or following.bullet:
        return first.bullet != following.bullet  # a list has one kind of marker
    return following.number <= first.number
