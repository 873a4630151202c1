import json
import os
import secrets
import time
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from threading import Event

from articles.models import Article
from articles.publishing import publish
from comments.models import Thread

from . import bare, counted
from .client import Browser
from .figures import Figure
from .grown_archive import grow_archive
from .hot_story import lift_limits, make_hot_story
from .mixture import Asker
from .server import WORKERS, serving
from .usage import descendants, megabytes

SECONDS = float(os.environ.get("BENCH_SECONDS", 30))
STORIES, COMMENTS, THREADS = 1_000, 1_000, 50
ASKERS = 2
# Enough requests to fill the cache more than once, however short the time is, and not too many in a long one.
REQUESTS, REQUESTS_A_SECOND = 6_000, 20
PARTS = 4
# A worker that begins later than the other one is to be there, too.
FIRST, PAUSE_AT_FIRST = 40, 0.2


def enduring():
    """Two web processes stay small, whatever they are asked for and however long."""
    discussed = make_stories()
    with serving("--config", bare.__file__) as port:
        base = first_size(port, "/say/")
    yield Figure(f"a bare Django view: {WORKERS} workers and their parent", base, "MB")
    settings = {"KEEP_PAGES": "true", "METRICS_TOKEN": secrets.token_hex()}
    with serving("--config", counted.__file__, **settings) as port:
        yield from watching(port, discussed, base)


def watching(port, discussed, base):
    """The memory of the site's processes beyond the bare view's while they serve."""
    yield Figure("the site beyond that, at first", first_size(port, "/kept/") - base, "MB")
    askers = [Asker(port, STORIES, discussed, seed) for seed in range(ASKERS)]
    quarter = None
    for part in range(1, PARTS + 1):
        publish(Article.objects.get(slug=f"story-{part}"))
        ask_all(askers, SECONDS / PARTS)
        size, done = used() - base, sum(asker.done for asker in askers)
        yield Figure(f"  after {part * SECONDS / PARTS:,.0f} s and {done:,} requests", size, "MB", quarter)
        quarter = quarter or size
    pages, most = kept_pages(port)
    yield Figure("  pages that are kept then", pages, f"of {most} at most")
    wrong = [line for asker in askers for line in asker.wrong]
    yield Figure(f"  answers that were wrong {wrong[:3] or ''}".rstrip(), len(wrong), f"of {done:,}")


def make_stories():
    """An archive, and a story that is discussed: its page and those of its threads."""
    lift_limits()
    grow_archive(0, STORIES)
    url = make_hot_story(COMMENTS).get_absolute_url()
    threads = Thread.objects.filter(discussion__article__title__contains="comments").order_by("pk")
    return [url, *(f"{url}threads/{pk}/" for pk in threads.values_list("pk", flat=True)[:THREADS])]


def ask_all(askers, seconds):
    """Let them ask for so long; what one of them fails with ends it."""
    is_over, pause = Event(), len(askers) / max(REQUESTS_A_SECOND, REQUESTS / SECONDS)
    with ThreadPoolExecutor(len(askers)) as pool:
        asking = [pool.submit(asker.ask, is_over, pause) for asker in askers]
        try:
            wait(asking, seconds, FIRST_EXCEPTION)
        finally:
            is_over.set()
    for one in asking:
        one.result()


def first_size(port, url):
    """The memory of the processes when all of them have begun and answered."""
    for _ in range(FIRST):
        answer = Browser(port).get(url)
        if answer.status != 200:
            raise AssertionError(f"{url} answered {answer.status}")
        time.sleep(PAUSE_AT_FIRST)
    return used()


def used():
    """The memory of all that this process has started."""
    return megabytes(descendants(os.getpid()))


def kept_pages(port):
    """How many pages are in the caches of all processes, and how many there may be."""
    said = {}
    while len(said) < WORKERS:
        answer = json.loads(Browser(port).get("/kept/").text)
        said[answer["process"]] = answer["pages"], answer["most"]
    return map(sum, zip(*said.values(), strict=True))
