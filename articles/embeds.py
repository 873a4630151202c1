"""A reader's comment in a story: its address in a paragraph of its own.

An edition keeps the address and never the comment's words, for these may change or go: what a page shows in
its place is made by whoever knows comments, whenever the page is made.
"""

import re
from html import unescape
from urllib.parse import urlsplit

from .own_links import own_path

# Bare, or, as the editor's field makes it of what is pasted, linked to itself.
PARAGRAPH = re.compile(
    r'<p>\s*(?:<a [^>]*\bhref="([^"<>]*)"[^>]*>)?\s*(https?://[^\s<>"]+?)\s*(?:</a>)?\s*</p>', re.IGNORECASE
)
PERMALINK = re.compile(r"/comments/(\d{1,18})/?", re.ASCII)
ANCHOR = re.compile(r"comment-(\d{1,18})", re.ASCII)


def comment_at(address):
    """The number of the comment that an address on this site leads to, its permalink or its place on a page;
    None, if it leads elsewhere.
    """
    # What belongs to another site has no path here.
    if not (path := own_path(address)):
        return None
    match = ANCHOR.fullmatch(urlsplit(address).fragment) or PERMALINK.fullmatch(path)
    return int(match[1]) if match else None


def embedded_in(markup):
    """The numbers of the comments that stand in sanitised HTML, in their order, each as often as it does."""
    return [number for match in PARAGRAPH.finditer(markup) if (number := number_in(match)) is not None]


def replaced(markup, show):
    """The HTML with what show(number) gives in the place of each comment; what it gives None for stays a
    paragraph with the address.
    """

    def show_or_leave(match):
        number = number_in(match)
        shown = None if number is None else show(number)
        return match[0] if shown is None else shown

    return PARAGRAPH.sub(show_or_leave, markup)


def without_embeds(markup):
    """The HTML without the paragraphs that stand for comments: what has words of the story's own."""
    return replaced(markup, lambda number: "")


def number_in(paragraph):
    """The number of the comment for which a matched paragraph stands, or None."""
    link, address = paragraph[1], unescape(paragraph[2])
    number = comment_at(address)
    # A link that leads elsewhere than it says is no embed.
    return number if link is None or comment_at(unescape(link)) == number else None
