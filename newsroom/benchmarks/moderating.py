"""What the whole policy costs a post: all that is asked between the form and the place of a comment."""

import os
import random
import time
from datetime import timedelta
from statistics import median, quantiles
from uuid import UUID

from django.db import connection
from django.utils import timezone

from comments.drafts import Draft
from comments.models import Comment, Discussion, Rule
from comments.moderation import judge
from comments.networks import hashes
from comments.policy import in_force

from .figures import Figure
from .hot_story import make_hot_story, refresh_statistics
from .reading import WORDS

COMMENTS, BANNED, READERS, NETWORKS = 100_000, 1_000, 2_000, 500
POSTS = 300
UPDATE = "UPDATE comments_comment SET reader = %s, network = %s, posted_at = %s WHERE id = %s"


def moderating():
    """Judging costs the same, however many comments there are: what the whole policy takes of a post."""
    ban_words()
    base = None
    for comments in [100, int(os.environ.get("BENCH_COMMENTS", COMMENTS))]:
        edition = make_hot_story(comments)
        give_writers()
        spent = sorted(judged(edition, number) for number in range(POSTS))
        base = base or median(spent)
        name = f"the whole policy, {BANNED:,} banned words, {comments:,} comments"
        yield Figure(f"{name}: median", median(spent), "ms", base)
        yield Figure("  the least", spent[0], "ms")
        yield Figure("  95 of 100 take at most", quantiles(spent, n=20)[-1], "ms")


def ban_words():
    """A thousand words of letters, every tenth with a wildcard; no text of the benchmark has them."""
    dice = random.Random(1)  # noqa: S311
    words = ["".join(dice.choices("abcdefghijklmnop", k=9)) + "*" * (n % 10 == 0) for n in range(BANNED)]
    Rule.objects.bulk_create(Rule(kind=Rule.Kind.BANNED_WORD, value=word) for word in words)


def give_writers():
    """Every comment gets a reader and a network that wrote long before the post, and wrote other words."""
    ids = list(Comment.objects.order_by("pk").values_list("pk", flat=True))
    prepare = Comment._meta.get_field
    begin = timezone.now() - timedelta(days=10)
    rows = [
        (
            prepare("reader").get_db_prep_value(reader(number), connection),
            network(number),
            connection.ops.adapt_datetimefield_value(begin + timedelta(seconds=number)),
            pk,
        )
        for number, pk in enumerate(ids)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(UPDATE, rows)
    refresh_statistics("VACUUM ANALYZE")


def reader(number):
    return UUID(int=1 + number % READERS)


def network(number):
    return hashes(f"2001:db8:0:{number % NETWORKS:x}::1")[0]


def judged(edition, number):
    """The milliseconds for judging a post of 67 words by somebody who has written before."""
    # Threads of the scorer that still end are not this post's.
    time.sleep(0.001)
    body = " ".join(random.Random(number).choices(WORDS, k=67))  # noqa: S311
    discussion = Discussion.objects.about(edition.article_id)
    start = time.perf_counter()
    draft = Draft(
        body=body,
        name="Wren",
        discussion=discussion,
        published_at=edition.published_at,
        thresholds=in_force(edition.desk_id),
        reader=reader(number),
        networks=hashes(f"2001:db8:0:{number % NETWORKS:x}::1"),
    )
    judgement = judge(draft)
    milliseconds = 1000 * (time.perf_counter() - start)
    if judgement.state != Comment.State.PUBLISHED or judgement.is_flagged:
        raise AssertionError(f"not published: {judgement.verdicts[-1]}")
    return milliseconds
