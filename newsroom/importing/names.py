"""Names and times above a comment, on the few pages where the dump still has them."""

import re

from .datelines import read_dateline
from .text import DIRECTION_MARKS

LONGEST_NAME, MOST_WORDS = 40, 4
LONGEST_SIGNATURE = 120
# `Tomas Vane says:`, `Ilse said…`, `Ilse on July 12, 2023 at 8:03 pm said:`
SAYS = re.compile(
    r"(?P<name>\S.*?)(?:\s+on\s+(?P<when>.*[0-9].*))?\s+sa(?:ys|id)\s*(?::|…|\.{3})", re.IGNORECASE
)
COUNTER = re.compile(r"[0-9]+(?:\.[0-9]+)*")  # `1`, `2.1.1`
INITIAL = re.compile(r"(?:^|[\s.])\w\.$")  # the end of `Emily P.`
NO_NAME_END = tuple(".,:;!?…\"'”’»)")


def sign(comments):
    """Take the names and times off the comments (each a list of paragraphs, each a list of lines).

    Returns (author, ISO time) for each comment; what a comment does not say is None.
    """
    if most_say(comments):
        return [take_says(paragraphs) or (None, None) for paragraphs in comments]
    if most_are_counted(comments):
        return [take_counter(paragraphs) for paragraphs in comments]
    if all_open_with_name(comments):
        return [take_name(paragraphs) for paragraphs in comments]
    return [take_says(paragraphs, timed=True) or (None, None) for paragraphs in comments]


def most_say(comments):
    """A page names all of its readers or none: a single "The harbour master says:" opens a quotation."""
    return 2 * sum(read_says(paragraphs[0][0]) is not None for paragraphs in comments) > len(comments)


def read_says(line):
    return SAYS.fullmatch(line) if len(line) <= LONGEST_SIGNATURE else None


def take_says(paragraphs, *, timed=False):
    """Take `NAME says:` and the time below it; None if they are missing (`timed`: if either is)."""
    says = read_says(paragraphs[0][0])
    if says is None:
        return None
    when = read_when(says["when"]) if says["when"] else None
    if says["when"] and not when:
        return None
    below = None if when else read_when(next_line(paragraphs))
    if timed and not (when or below):
        return None
    take_line(paragraphs)
    if below:
        take_line(paragraphs)
        when = below
    return says["name"], when and when.iso


def read_when(text):
    """The Dateline of a line that says when and nothing else, or None."""
    line = read_dateline(text)
    return line if line and line.says_only_when else None


def next_line(paragraphs):
    """The second line, whether in the first paragraph or the next."""
    if len(paragraphs[0]) > 1:
        return paragraphs[0][1]
    return paragraphs[1][0] if len(paragraphs) > 1 else ""


def take_line(paragraphs):
    paragraphs[0].pop(0)
    if not paragraphs[0]:
        paragraphs.pop(0)


def most_are_counted(comments):
    """Whether the page numbers its comments where others name the reader."""
    return 2 * sum(COUNTER.fullmatch(paragraphs[0][0]) is not None for paragraphs in comments) > len(comments)


def take_counter(paragraphs):
    # A counter above nothing is the text of the comment.
    if COUNTER.fullmatch(paragraphs[0][0]) and next_line(paragraphs):
        take_line(paragraphs)
    return None, None


def all_open_with_name(comments):
    """Whether every comment opens with a line that may be a name; a single comment proves nothing."""
    return len(comments) > 1 and all(
        len(paragraphs) > 1 and is_signature(paragraphs[0]) for paragraphs in comments
    )


def is_signature(paragraph):
    return len(paragraph) == 1 and (is_name(paragraph[0]) or read_when(paragraph[0]) is not None)


def is_name(text):
    return (
        len(text) <= LONGEST_NAME
        and len(text.split()) <= MOST_WORDS
        and not text.startswith("@")  # whom the comment answers, not who wrote it
        and (not text.rstrip(DIRECTION_MARKS).endswith(NO_NAME_END) or INITIAL.search(text) is not None)
    )


def take_name(paragraphs):
    name = paragraphs[0][0]
    take_line(paragraphs)
    if when := read_when(name):
        return None, when.iso
    if len(paragraphs) > 1 and (when := read_when(paragraphs[0][0])):
        take_line(paragraphs)
    return name, when and when.iso
