"""Sub-headings: lines that nothing marks as such, told by their length, their end and their place."""

import re

from .addresses import is_address
from .text import DIRECTION_MARKS

LONGEST_HEADING, LONGEST_QUESTION = 100, 60
CLOSING_QUOTES = "\"'”’»"
QUOTES = CLOSING_QUOTES + "“‘„«"
STOPS = tuple(".!…:;,。！：；，、؛،")
QUESTION_MARKS = tuple("?？؟")

# A live blog's `08:35 AM`, `15:01 GMT`, `15:01 7.9.2014`
STAMP = re.compile(
    r"(?:[0-9]{1,2}:[0-9]{2}(?:\s*[AaPp]\.?[Mm]\.?)?|[0-9]{1,2}(?:\.[0-9]{2})?\s*[AaPp]\.?[Mm]\.?)"
    r"(?:\s+(?:UTC|[A-Z]{1,3}T))?(?:\s+[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})?"
)
# `Waves at dawn Credit: Ansel Moor`, `The mole (Photo: Ansel Moor)`, `© Quay Lantern`
CAPTION = re.compile(
    r"\bcredits?\s*:|(?:^|\()(?:photo|photograph|picture|image)s?(?: by)?\s*:|©|\bAP Photo/", re.IGNORECASE
)
# `[Editor’s note: …]`, `*NOTE: …`, `Source: BBC`, `(Interfax, TASS)`
NOTE = re.compile(
    r"\[.*\]|\(.*\)|\*.*|(?:(?:editor[’']s\s+)?note|sources?|via|fuente)\s*:.*", re.IGNORECASE | re.DOTALL
)
BULLET = re.compile(r"[•◦▪‣·*+–—-](?:\s|$)")
# `— Port Ellery (@quay) May 5, 2022`
ATTRIBUTION = re.compile(r"[—–-]\s?.*\(@\w+\)", re.DOTALL)


def is_stamp(text):
    return STAMP.fullmatch(text) is not None


def is_heading(block, following):
    """Whether the block is a sub-heading; `following` is the next block of the article, or None."""
    if len(block) > 1 or not block[0].flush:
        return False
    text = block[0].text
    if is_stamp(text):
        return True
    # Nothing but text stands above the attribution of a quoted post.
    if following is None or ATTRIBUTION.match(following[0].text):
        return False
    return reads_like_heading(text)


def reads_like_heading(text):
    if len(text) > LONGEST_HEADING or not any(map(str.isalnum, text)):
        return False
    if is_address(text) or CAPTION.search(text) or NOTE.fullmatch(text) or BULLET.match(text):
        return False
    end = text.rstrip(CLOSING_QUOTES + DIRECTION_MARKS)
    if end.endswith(QUESTION_MARKS):
        return len(text) <= LONGEST_QUESTION and not text.startswith(tuple(QUOTES))
    return not end.endswith(STOPS)
