"""The comments that a story's page shows, which are kept apart from the page: an editor's change of the story
does not make them anew.
"""

from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import get_language

from comments.quoted_by import QuotedBy, quoted_by
from comments.reading import stream_page

from .keeping import store
from .metadata.comments import of_comments


@dataclass(frozen=True)
class Stream:
    """A page of a discussion's comments: as HTML, and in the words of https://schema.org. quoted_by is what
    all its comments quote of the story: {lasting key: QuotedBy}.
    """

    html: str
    things: list[dict]
    quoted_by: dict[UUID, QuotedBy]


def stream_of(site, story, discussion, *, order, after):
    """The Stream of a ShownDiscussion on a Story, in an order and after a cursor. One query more than
    stream_page() has; none if it is kept, or if nobody has said anything.
    """
    # All that it depends on. What somebody does to a comment is a version of the discussion.
    words = [site, story.url, discussion.pk, discussion.version, discussion.is_closed, order.word, after]
    quotable = [(section.key, section.anchor, section.heading) for section in story.sections]

    def make():
        page = stream_page(discussion.pk, order=order, after=after, sections=story.sections)
        context = {"stream": page, "url": story.url, "is_closed": discussion.is_closed}
        html = render_to_string("comments/_stream.html", context)
        quoting = quoted_by(story.sections) if discussion.pk else {}
        return Stream(html, of_comments(site, story.url, page.threads), quoting)

    return store.kept_part(store.key_of("stream", *words, quotable, get_language()), make)
