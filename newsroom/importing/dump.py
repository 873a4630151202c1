"""The reader of dumps: news pages with threaded comments, turned into plain text by a web-page extractor.

The extractor puts an item of a list at column 2, of a list inside it at column 4, and so on; further lines of
an item stand two columns in from its marker. A paragraph ends in a blank line. Short comments are dropped but
still counted, so numbers may be missing, and replies may lack the comment that they answer. Most names and
times are dropped as well.
"""

import re
from datetime import date

from .article import read_sections
from .bounds import divide
from .head import read_head
from .page import Comment, Document, Section, as_json, walk
from .text import NotText, decode, split_lines
from .threads import read_threads

__all__ = ["Comment", "Document", "NotText", "Section", "as_json", "read_dump", "walk"]

# ` date 2022-09-12 ` before the first line, put there by another extractor
DATE_PREFIX = re.compile(r"[ \u00a0]*date ([0-9]{4}-[0-9]{2}-[0-9]{2})[ \u00a0](?=.*\S)")


def read_dump(data: bytes) -> Document:
    """The document in the bytes of a dump.

    Raises NotText for a file that is empty or no UTF-8 text, and nothing else: what is not understood stays
    text.
    """
    day, text = cut_date_prefix(decode(data))
    article, comments, entry_form = divide(split_lines(text))
    head, blocks = read_head(article, day)
    return Document(
        title=head.title,
        published_at=head.published_at,
        byline=head.byline,
        video_ids=list(head.videos),
        source_url=head.source_url,
        sections=read_sections(blocks),
        comments=read_threads(comments, entry_form=entry_form),
    )


def cut_date_prefix(text):
    """The day that is glued before the first line, or None, and the text without it."""
    match = DATE_PREFIX.match(text)
    try:
        return (date.fromisoformat(match[1]), text[match.end() :]) if match else (None, text)
    except ValueError:
        return None, text
