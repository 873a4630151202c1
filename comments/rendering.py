"""A comment's text as HTML, made once when it is written."""

import re

import nh3
from django.utils.html import Urlizer

LINK_REL = "nofollow ugc noopener"


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
    tags={"p", "br", "a"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https"},
    link_rel=LINK_REL,
)


def render(text):
    """Safe HTML of a comment's plain text: paragraphs, line breaks, and links marked as a reader's own.

    Whatever looks like HTML in the text is shown as it was typed.
    """
    paragraphs = (part.strip("\n") for part in re.split(r"\n[^\S\n]*\n", text))
    linked = (urlize(part, autoescape=True).replace("\n", "<br>") for part in paragraphs if part)
    return cleaner.clean("".join(f"<p>{part}</p>" for part in linked))
