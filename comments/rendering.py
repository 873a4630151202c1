"""A comment's text as HTML, made once when it is written."""

import re

import nh3
from django.utils.html import Urlizer, escape

LINK_REL = "nofollow ugc noopener"
QUOTATION_END = "</blockquote>"


class CommentUrlizer(Urlizer):
    """Django's urlizer (not documented, so a test holds it to what is used here), but for web addresses
    only.
    """

    url_template = '<a href="{href}"{attrs}>{url}</a>'
    word_split_re = re.compile(r"""([\s<>"'“”‘’]+)""")

    @staticmethod
    def is_email_simple(value):
        # A mail address in public is the writer's own risk; making it easier to harvest is not ours to add.
        return False


urlize = CommentUrlizer()
cleaner = nh3.Cleaner(
    tags={"p", "br", "a", "blockquote"},
    attributes={"a": {"href"}},
    allowed_classes={"blockquote": {"quote"}},
    url_schemes={"http", "https"},
    link_rel=LINK_REL,
)


# Without any of these there is nothing to link, and most comments have none: the urlizer looks at every word.
ADDRESS_HINT = re.compile(r"https?://|www\.|\.(?:com|edu|gov|int|mil|net|org)", re.IGNORECASE)


def link(text):
    """The text escaped, with its web addresses linked."""
    return urlize(text, autoescape=True) if ADDRESS_HINT.search(text) else escape(text)


def paragraphs(text):
    parts = (part.strip("\n") for part in re.split(r"\n[^\S\n]*\n", text))
    return [part for part in parts if part]


def first_paragraph(text):
    """The first paragraph of a comment's plain text; empty, if it has none."""
    return next(iter(paragraphs(text)), "")


def render(text, *, quotes=False):
    """Safe HTML of a comment's plain text: paragraphs, line breaks, and links marked as a reader's own.

    Whatever looks like HTML in the text is shown as it was typed. quotes says that the first paragraph is a
    quotation of the story; quotation_and_rest() takes it apart again.
    """
    linked = (link(part).replace("\n", "<br>") for part in paragraphs(text))
    blocks = [f"<p>{part}</p>" for part in linked]
    if quotes:
        blocks[:1] = [f'<blockquote class="quote">{block}{QUOTATION_END}' for block in blocks[:1]]
    return cleaner.clean("".join(blocks))


def quotation_and_rest(html):
    """The two parts of a comment's HTML: its quotation of the story, empty if there is none, and the rest."""
    quotation, end, rest = html.rpartition(QUOTATION_END)
    return quotation + end, rest
