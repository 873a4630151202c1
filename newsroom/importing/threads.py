"""The trees of the comments: who answers whom."""

from .furniture import is_comment_link
from .items import read_entries
from .names import sign
from .page import Comment


def read_threads(lines, *, entry_form):
    """The top-level comments with their replies; the first line must carry a marker.

    `entry_form`: the dump ends with the site's own form, whose pages mark every reply with a bullet.
    """
    entries = read_entries(lines, reply_bullets=entry_form or None)
    for entry in entries:
        drop_links(entry.paragraphs)
    return build_trees(entries, sign([entry.paragraphs for entry in entries]))


def build_trees(entries, signatures):
    """The parent is the nearest earlier comment with a smaller indent, for its own parent may be lost."""
    tops, open_comments = [], []
    for entry, (author, posted_at) in zip(entries, signatures, strict=True):
        comment = Comment(author, posted_at, ["\n".join(lines) for lines in entry.paragraphs])
        while open_comments and open_comments[-1][0] >= entry.column:
            open_comments.pop()
        siblings = open_comments[-1][1].children if open_comments else tops
        siblings.append(comment)
        open_comments.append((entry.column, comment))
    return tops


def drop_links(paragraphs):
    """Drop the labels of links (`Reply`, `Like`) from the end; a first line was typed, whatever it says."""
    while is_comment_link(paragraphs[-1][-1]) and (len(paragraphs) > 1 or len(paragraphs[0]) > 1):
        paragraphs[-1].pop()
        if not paragraphs[-1]:
            paragraphs.pop()
