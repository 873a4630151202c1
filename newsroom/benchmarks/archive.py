import os
import time
from functools import partial

from django.conf import settings
from django.test import Client
from django.urls import reverse

from .figures import Figure, cpu_milliseconds, milliseconds
from .grown_archive import BETWEEN_STORIES, LATEST, grow_archive
from .hot_story import make_hot_story
from .pages import fetch

SMALL, DEFAULT = 1_000, 10_000
TIMES = 10


def reading_archive():
    """Every list costs the same, however many stories and comments there are: each page made anew."""
    sizes, done, base = [SMALL, int(os.environ.get("BENCH_ARTICLES", DEFAULT))], 0, {}
    for size in sizes:
        start = time.perf_counter()
        grow_archive(done, size)
        if size == sizes[-1] and "BENCH_COMMENTS" in os.environ:
            make_hot_story(int(os.environ["BENCH_COMMENTS"]))
        yield Figure(f"making {size - done:,} stories", time.perf_counter() - start, "s")
        done = size
        for name, address in addresses(size).items():
            cost = cost_of(address)
            first = base.setdefault(name, cost)
            yield Figure(f"{name}, {size:,} stories", cost[0], "ms CPU", first[0])
            yield Figure("  from the question to the answer", cost[1], "ms", first[1])


def addresses(stories):
    """A page of every kind of list, by name."""
    oldest = LATEST - (stories - 1) * BETWEEN_STORIES
    return {
        "the front page": reverse("front"),
        "a desk": reverse("desk", args=["desk-1"]),
        "the topic of everything": reverse("topic", args=["sorrel"]),
        "a frequent topic": reverse("topic", args=["topic-0"]),
        "a rare topic": reverse("topic", args=["topic-499"]),
        "an author": reverse("author", args=["author-7"]),
        "the archive's years": reverse("archive"),
        "a month of the archive": reverse("month", args=[LATEST.date().replace(day=1)]),
        "a search for a rare word": f"{reverse('search')}?q=rarity7",
        "a search for a word in every section": f"{reverse('search')}?q=boat",
        "a search for a phrase": f"{reverse('search')}?q=%22boat+came+in%22",
        "the feed of all": reverse("feed", args=["atom"]),
        "the feed of a topic": reverse("topic-feed", args=["sorrel", "rss"]),
        "the index of the site maps": reverse("sitemap-index"),
        "a month's site map": reverse("sitemap", args=[f"{LATEST:%Y-%m}"]),
        "the news site map": reverse("news-sitemap"),
        "the newest story": f"/{LATEST:%Y/%m/%d}/story-0/",
        "the oldest story": f"/{oldest:%Y/%m/%d}/story-{stories - 1}/",
    }


def cost_of(address):
    """The milliseconds of this process's time, and of anybody's, that a page takes when nothing is kept."""
    ask = partial(fetch, Client(headers={"Host": settings.ALLOWED_HOSTS[0]}), address)
    return cpu_milliseconds(ask, times=TIMES), milliseconds(ask, times=TIMES)
