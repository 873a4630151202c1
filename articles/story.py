"""What a public page shows of a story: plain data, made of an edition."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .bylines import BylinePart, byline_parts
from .models import Desk, Edition, Image, Tag


@dataclass(frozen=True)
class StorySection:
    """A section as a page shows it; html is sanitised, and key stays the same from edition to edition."""

    key: UUID
    anchor: str
    heading: str
    html: str
    image: Image | None
    video: str
    tags: list[Tag]


@dataclass(frozen=True)
class Story:
    """A story as a page shows it; published_at is an aware time."""

    article_id: int
    title: str
    standfirst: str
    desk: Desk
    byline: list[BylinePart]
    published_at: datetime
    url: str
    sections: list[StorySection]

    @classmethod
    def of(cls, edition: Edition):
        """The story of an edition. Four queries at most: authors, sections, their tags, and what was not
        selected.
        """
        sections = edition.sections.select_related("image").prefetch_related("tags")
        return cls(
            article_id=edition.article_id,
            title=edition.title,
            standfirst=edition.standfirst,
            desk=edition.desk,
            byline=byline_parts(edition.byline, edition.authors.all()),
            published_at=edition.published_at,
            url=edition.get_absolute_url(),
            sections=[
                StorySection(
                    section.key,
                    section.anchor,
                    section.heading,
                    section.html,
                    section.image,
                    section.video,
                    [tag for tag in section.tags.all() if tag.is_public()],
                )
                for section in sections
            ],
        )
