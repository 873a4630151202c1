"""The writer of dumps, the inverse of newsroom/importing/dump.py: what it writes is read back as it was.

The layout is the plainest that the reader cannot misread: title, day, by-line, videos and source in blocks of
their own, the story at the left edge, a count heading, the comments at twice their depth.
"""

from newsroom.importing.page import Document
from newsroom.importing.text import CONTROL

from .story import story_blocks
from .threads import thread_blocks


def write_dump(document: Document) -> bytes:
    """The dump of a document: for every one that read_dump has made, reading it gives the same again.

    One kind of contrived dump is known that fails: numbers and bullets typed in its last comment, some at the
    left edge, some where only threads have numbers. A document made elsewhere may hold what no dump can say,
    such as a sub-heading that ends in a stop; then something else is read. Whoever needs to know reads it
    back.
    """
    blocks = [*story_blocks(document), *thread_blocks(document.comments)]
    text = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    return (text + padding(text)).encode()


def padding(text):
    """Line feeds that nobody reads: with more than one control character in ten it would be no text."""
    return "\n" * max(0, 10 * len(CONTROL.findall(text)) - len(text))
