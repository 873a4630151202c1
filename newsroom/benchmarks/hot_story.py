"""A story that everybody talks about: always the same comments for the same number, loaded in bulk."""

import os
import random
from datetime import UTC, datetime, timedelta

from django.db import connection

from articles.models import Article, Desk, Section
from articles.publishing import publish
from comments.loading import ArchivedComment, load_threads
from comments.models import Policy

from .reading import WORDS

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
DEFAULT_SIZE = 100_000

# So many comments at most are in memory at once; a reply answers one of its own batch.
BATCH = 20_000
ROOTS, DEEPEST, WORDS_IN_COMMENT = 0.4, 10, 67
# One comment in so many repeats a passage of the story.
QUOTING = 100
BEGINNING = datetime(2024, 7, 1, tzinfo=UTC)
PASSAGE = "Nobody had asked for the boat that came in on the morning tide."


def sizes():
    """The numbers of comments to measure at: up to BENCH_COMMENTS, which the environment may set."""
    most = int(os.environ.get("BENCH_COMMENTS", DEFAULT_SIZE))
    return [size for size in SIZES if size <= most] or SIZES[:1]


def make_hot_story(comments):
    """Publish a story with so many comments and return its edition.

    The first batch is the smallest, and the same whatever the number: first pages can be compared.
    """
    article = Article.objects.create(
        title=f"The story of {comments} comments", desk=Desk.objects.named("Harbour")
    )
    Section.objects.create(article=article, ordering=0, body=f"<p>{PASSAGE}</p>")
    edition = publish(article, at=BEGINNING)
    key = edition.sections.get().key
    dice, done = random.Random(1), 0  # noqa: S311
    for size in batch_sizes(comments):
        load_threads(
            article, list(grown(size, dice, BEGINNING + timedelta(seconds=done), key)), since=BEGINNING
        )
        done += size
        if size < BATCH:
            # A plan for looking up foreign keys that was made for a small table is kept until then.
            refresh_statistics("ANALYZE")
    refresh_statistics("VACUUM ANALYZE")
    return edition


def lift_limits():
    """Let one machine post as much as it likes, as fast as it can, and the same again."""
    limits = ["seconds_between_posts", "posts_of_reader", "posts_of_network", "seconds_to_write"]
    Policy.objects.create(**dict.fromkeys([*limits, "repeat_hours"], 0))


def make_long_threads(threads, length):
    """Publish a story with threads of so many comments each, all but the first in one chain, and return its
    edition.
    """
    article = Article.objects.create(title="The story of long threads", desk=Desk.objects.named("Harbour"))
    edition = publish(article, at=BEGINNING)
    for _ in range(threads):
        root = last = ArchivedComment(PASSAGE, posted_at=BEGINNING)
        for _ in range(length - 1):
            reply = ArchivedComment(PASSAGE, posted_at=BEGINNING)
            last.children.append(reply)
            last = reply
        load_threads(article, [root], since=BEGINNING)
    refresh_statistics("VACUUM ANALYZE")
    return edition


def refresh_statistics(command):
    """Do at once what PostgreSQL does by itself a while after its tables have grown."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(command)


def batch_sizes(comments):
    """100, 900, 9,000 and so on up to BATCH, until there are enough."""
    done = 0
    while done < comments:
        size = min(BATCH, 9 * done or SIZES[0], comments - done)
        yield size
        done += size


def grown(comments, dice, beginning, key):
    """The roots of threads that grow as people write: one comment a second, each a root or a reply.

    Who has many replies gets more: a comment is answered as often as it stands in the list of places.
    """
    roots, places = [], []
    for number in range(comments):
        comment = make_comment(dice, beginning + timedelta(seconds=number), key)
        if not places or dice.random() < ROOTS:
            roots.append(comment)
            depth = 0
        else:
            parent, depth = dice.choice(places)
            parent.children.append(comment)
            places.append((parent, depth))
            depth += 1
        if depth < DEEPEST:
            places.append((comment, depth))
    return roots


def make_comment(dice, posted_at, key):
    text = " ".join(dice.choices(WORDS, k=dice.randint(1, 2 * WORDS_IN_COMMENT))).capitalize() + "."
    quotes = dice.randrange(QUOTING) == 0
    return ArchivedComment(
        f"{PASSAGE}\n\n{text}" if quotes else text,
        name=f"Reader {dice.randrange(1_000)}",
        posted_at=posted_at,
        quoted_section=key if quotes else None,
    )
