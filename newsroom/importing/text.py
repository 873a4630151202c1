"""The text of a dump: bytes to clean lines, lines to blocks and paragraphs."""

import re
from typing import NamedTuple


class NotText(ValueError):
    """The file is no text dump; the message says why in words for an editor."""


# Longest first: the UTF-32 mark begins with the UTF-16 one.
FOREIGN_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # all but tab and line ends
REPLACED, REPLACED_BYTES = "\ufffd", b"\xef\xbf\xbd"
ZERO_WIDTH = "\u200b\u2060\ufeff"
# These are no blanks: they change how their neighbours look, even at the end of a line.
DIRECTION_MARKS = "\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
BLANKS = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + ZERO_WIDTH
TAB_COLUMNS = 4


class Line(NamedTuple):
    """One line without the blanks at its ends, and the column where it started."""

    indent: int
    text: str

    @property
    def blank(self):
        return not self.text

    @property
    def flush(self):
        """Text at the left edge, so outside every list: list items start at column 2 or further in."""
        return bool(self.text) and self.indent < 2


BLANK = Line(0, "")


def decode(data):
    """The text of the bytes with line feeds only and without NUL; raises NotText if they are no text."""
    for mark, name in FOREIGN_MARKS.items():
        if data.startswith(mark):
            raise NotText(f"the file is {name}, not UTF-8 text")
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    # A replacement character that stands in the file itself is text: somebody else's damage, kept as it is.
    undecodable = text.count(REPLACED) - data.count(REPLACED_BYTES)
    if 10 * (undecodable + len(CONTROL.findall(text))) > len(text):
        raise NotText("the file is not text: more than one character in ten is unreadable")
    if not text.replace("\0", "").strip(BLANKS):
        raise NotText("the file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def split_lines(text):
    """The lines of the text, split at line feeds only: U+2028, U+0085 and form feeds belong to their line."""
    return [clean_line(line) for line in text.split("\n")]


def clean_line(line):
    text = line.lstrip(BLANKS)
    margin = line[: len(line) - len(text)]
    indent = margin.count(" ") + margin.count("\u00a0") + TAB_COLUMNS * margin.count("\t")
    return Line(indent, text.rstrip(BLANKS))


def block_spans(lines):
    """The first and the end index of each run of lines between blank ones, however many those are."""
    spans, start = [], None
    for index, line in enumerate(lines):
        if line.blank:
            if start is not None:
                spans.append((start, index))
            start = None
        elif start is None:
            start = index
    return spans if start is None else [*spans, (start, len(lines))]


def split_blocks(lines):
    return [lines[start:stop] for start, stop in block_spans(lines)]


def paragraph(block):
    return "\n".join(line.text for line in block)
