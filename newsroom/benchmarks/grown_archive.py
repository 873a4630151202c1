"""An archive of many years, made in bulk: always the same stories for the same number."""

import random
import uuid
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from articles import search
from articles.models import Address, Article, Author, Desk, Edition, EditionSection, Revision, Tag
from comments.loading import ArchivedComment, load_threads

from .hot_story import refresh_statistics
from .reading import WORDS

BATCH = 2_000
DESKS, AUTHORS, TAGS, SECTIONS = 6, 200, 500, 2
# One story in so many has comments, and so many of them.
COMMENTED, COMMENTS = 10, 10
# Every section has the tag that is on everything, and another one, of which the first are the most frequent.
EVERYWHERE = "Sorrel"
LATEST = datetime(2026, 6, 1, 9, tzinfo=UTC)
BETWEEN_STORIES = timedelta(minutes=50)


def grow_archive(begin, end):
    """Publish the stories from number begin up to end, each older than the one before it."""
    desks = [Desk.objects.named(f"Desk {number}") for number in range(DESKS)]
    authors = [
        Author.objects.get_or_create(name=name, slug=slug)[0] for name, slug in names("Author", AUTHORS)
    ]
    everywhere = Tag.objects.get_or_create(name=EVERYWHERE, slug="sorrel")[0]
    tags = [Tag.objects.get_or_create(name=name, slug=slug)[0] for name, slug in names("Topic", TAGS)]
    for first in range(begin, end, BATCH):
        with transaction.atomic():
            publish_many(range(first, min(end, first + BATCH)), desks, authors, everywhere, tags)
    search.index_missing()
    discuss(begin, end)
    refresh_statistics("VACUUM ANALYZE")


def names(word, number):
    return [(f"{word} {n}", f"{word.lower()}-{n}") for n in range(number)]


def publish_many(numbers, desks, authors, everywhere, tags):
    """What publishing writes of each story, as rows of each kind at once."""
    numbers, now = list(numbers), timezone.now()
    times = {number: LATEST - number * BETWEEN_STORIES for number in numbers}
    dice = {number: random.Random(number) for number in numbers}  # noqa: S311
    articles = Article.objects.bulk_create(
        Article(
            title=f"Story {number} of the {WORDS[number % len(WORDS)]}",
            slug=f"story-{number}",
            desk=desks[number % DESKS],
            state=Article.State.PUBLISHED,
        )
        for number in numbers
    )
    addresses = Address.objects.bulk_create(
        Address(article=article, date=times[number].date(), slug=article.slug)
        for number, article in zip(numbers, articles, strict=True)
    )
    revisions = Revision.objects.bulk_create(
        Revision(article=article, number=1, content={}, saved_at=now) for article in articles
    )
    editions = Edition.objects.bulk_create(
        Edition(
            article=address.article,
            number=1,
            revision=revision,
            address=address,
            published_at=times[number],
            made_at=times[number],
            title=address.article.title,
            desk=address.article.desk,
        )
        for number, address, revision in zip(numbers, addresses, revisions, strict=True)
    )
    signed = Edition.authors.through
    signed.objects.bulk_create(
        signed(edition=edition, author=authors[number % AUTHORS])
        for number, edition in zip(numbers, editions, strict=True)
    )
    sections = EditionSection.objects.bulk_create(
        section(edition, number, place, dice[number])
        for number, edition in zip(numbers, editions, strict=True)
        for place in range(SECTIONS)
    )
    marked = EditionSection.tags.through
    rare = random.Random(numbers[0])  # noqa: S311
    marked.objects.bulk_create(
        marked(editionsection=section, tag=tag)
        for section in sections
        for tag in (everywhere, tags[int(TAGS * rare.random() ** 2)])
    )


def section(edition, number, place, dice):
    """A section of 67 words, and of one that no other story has."""
    text = f"{' '.join(dice.choices(WORDS, k=67))} rarity{number}".capitalize()
    return EditionSection(
        edition=edition,
        key=uuid.UUID(int=number * SECTIONS + place + 1),
        ordering=place,
        anchor=f"part-{place}",
        heading=f"Part {place}" if place else "",
        html=f"<p>{text}</p>",
        text=text,
    )


def discuss(begin, end):
    """Load the comments of the stories that have some."""
    slugs = [f"story-{number}" for number in range(begin, end) if number % COMMENTED == 0]
    for first in range(0, len(slugs), BATCH):
        for article in Article.objects.filter(slug__in=slugs[first : first + BATCH]):
            load_threads(article, [thread() for _ in range(COMMENTS // 2)], since=LATEST)


def thread():
    """A comment and an answer."""
    root = ArchivedComment(" ".join(WORDS * 3), posted_at=LATEST)
    root.children.append(ArchivedComment(" ".join(WORDS), posted_at=LATEST))
    return root
