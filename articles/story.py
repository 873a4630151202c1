"""What a public page shows of a story: plain data, made of an edition."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import connection

from .bylines import BylinePart, byline_parts
from .corrections import CorrectionNote, corrections_of, notes_on
from .kinds import Kind
from .models import Author, Desk, Edition, EditionSection, Image, Tag
from .prepared import prepared
from .reading_time import minutes_for, words_in

# From so many headed sections on, a story begins with a table of contents.
CONTENTS_FROM = 4


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
    text: str = ""


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
    number: int = 1
    "That of the edition."
    modified_at: datetime | None = None
    "When it was last changed, as readers are told; an aware time, or None."
    corrections: list[CorrectionNote] = field(default_factory=list)
    "The last one first."
    kind: str = Kind.NEWS

    @property
    def label(self):
        """What kind of work it is, in words; nothing for news."""
        return Kind(self.kind).label if self.kind != Kind.NEWS else ""

    @property
    def changed_at(self):
        """What readers, feeds and search engines take for the time of the last change."""
        return self.modified_at or self.published_at

    @property
    def lead(self):
        """The picture that stands above the text, or None: that of the first section."""
        return self.sections[0].image if self.sections else None

    @cached_property
    def words(self):
        """How many there are."""
        return words_in(section.text for section in self.sections)

    @property
    def minutes(self):
        """How long it takes to read, in whole minutes."""
        return minutes_for(self.words)

    @property
    def contents(self):
        """The headed sections, for a table of contents; nothing if they are few."""
        headed = [section for section in self.sections if section.heading]
        return headed if len(headed) >= CONTENTS_FROM else []

    @property
    def topics(self):
        """The tags of all its sections, each once: those of most sections first."""
        tags = {tag.pk: tag for section in self.sections for tag in section.tags}
        often = Counter(tag.pk for section in self.sections for tag in section.tags)
        return [tags[pk] for pk, _times in often.most_common()]

    def notes(self, *, serious):
        """The corrections that stand above the story, or those that stand at its end."""
        return [note for note in self.corrections if note.is_serious == serious]

    @classmethod
    def of(cls, edition: Edition):
        """The story of an edition. It costs what stories_of() costs."""
        return stories_of([edition])[0]


def stories_of(editions):
    """The stories of editions, in their order. Five queries at most, however many there are: authors,
    sections, their tags, corrections if one is not the first edition, and what was not selected.
    """
    keys = [edition.pk for edition in editions]
    authors, tags, rows = authors_of(keys), defaultdict(list), defaultdict(list)
    for section_id, pk, name, slug, kind in tags_of(keys):
        tags[section_id].append(Tag(pk=pk, name=name, slug=slug, kind=kind))
    for section in sections_of(keys):
        rows[section.edition_id].append(section)
    corrections = corrections_of(editions)
    return [
        story_of(edition, authors[edition.pk], rows[edition.pk], tags, corrections[edition.article_id])
        for edition in editions
    ]


def story_of(edition, names, rows, tags, corrections):
    """The story of an edition, of what belongs to it: authors with former names, rows of sections, tags by
    section, rows of corrections.
    """
    sections = [
        StorySection(
            section.key,
            section.anchor,
            section.heading,
            section.html,
            section.image,
            section.video,
            tags[section.pk],
            section.text,
        )
        for section in rows
    ]
    return Story(
        article_id=edition.article_id,
        title=edition.title,
        standfirst=edition.standfirst,
        desk=edition.desk,
        byline=byline_parts(edition.byline, *names),
        published_at=edition.published_at,
        url=edition.get_absolute_url(),
        sections=sections,
        number=edition.number,
        modified_at=edition.modified_at,
        corrections=notes_on(edition, sections, corrections),
        kind=edition.kind,
    )


def edition_at(day, slug):
    """The current edition of the story that has, or once had, this address (a date and a slug), with its own
    address and its desk; or None.
    """
    return next(iter(editions_at(connection.ops.adapt_datefield_value(day), slug)), None)


@prepared
def editions_at(day, slug):
    editions = Edition.objects.current().filter(article__addresses__date=day, article__addresses__slug=slug)
    return editions.select_related("address", "desk")


@prepared
def sections_of(editions):
    return EditionSection.objects.filter(edition__pk__in=editions).select_related("image")


def authors_of(editions):
    """For each edition, its authors, and pairs of a former name and its author. One query."""
    authors, former = defaultdict(dict), defaultdict(list)
    for edition, pk, name, slug, former_name in names_of_authors(editions):
        author = authors[edition].setdefault(pk, Author(pk=pk, name=name, slug=slug))
        former[edition] += [(former_name, author)] if former_name else []
    return {edition: (list(authors[edition].values()), former[edition]) for edition in editions}


@prepared
def names_of_authors(editions):
    authors = Author.objects.filter(editions__pk__in=editions)
    return authors.values_list("editions", "pk", "name", "slug", "former__name")


@prepared
def tags_of(editions):
    """The tags that readers see in editions, with the sections of these that have them."""
    tags = Tag.objects.public().filter(edition_sections__edition__pk__in=editions)
    return tags.values_list("edition_sections", "pk", "name", "slug", "kind")
