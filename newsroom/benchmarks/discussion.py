import time
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.models import Comment, Thread
from comments.rows import THREADS_ON_PAGE

from .figures import Figure, cpu_milliseconds, milliseconds
from .hot_story import make_hot_story, sizes

TIMES = 20
BIGGEST = "biggest thread, for each comment"


def reading_discussions():
    """Reading a discussion costs the same, however many comments it has. Time and CPU of the web process."""
    client, base = Client(headers={"Host": "localhost"}), {}
    for comments in sizes():
        start = time.perf_counter()
        edition = make_hot_story(comments)
        yield Figure(f"loading {comments:,} comments", comments / (time.perf_counter() - start), "comments/s")
        for name, get in pages_of(edition, client).items():
            with CaptureQueriesContext(connection) as queries:
                shown = get()
                # Before the next request forgets them.
                number = len(queries)
            # A longer thread fills more of its page.
            share = shown if name == BIGGEST else 1
            cost = milliseconds(get, times=TIMES) / share, cpu_milliseconds(get, times=TIMES) / share
            first = base.setdefault(name, cost)
            yield Figure(f"  {name}: {shown} in view, {number} queries", cost[0], "ms", first[0])
            yield Figure("", cost[1], "ms CPU", first[1])


def pages_of(edition, client):
    """What readers fetch of a hot story: {name: a function that fetches it}."""
    url = edition.get_absolute_url()
    threads = Thread.objects.on(edition.article_id).readable()
    middle, biggest = in_the_middle(threads), threads.order_by("-comment_count", "pk")[0]
    comment = Comment.objects.order_by().filter(tree_id=middle.pk).latest("lft")
    permalink = reverse("comment", args=[comment.pk])
    return {
        "first page": partial(fetch, client, url),
        "middle page": partial(fetch, client, f"{url}?after={middle.sort_key}_{middle.pk}"),
        "most discussed first": partial(fetch, client, f"{url}?order=discussed"),
        "permalink": partial(fetch, client, permalink, status=302),
        "permalink, the newest first": partial(fetch, client, permalink + "?order=newest", status=302),
        "feed": partial(fetch, client, reverse("discussion-feed", args=[edition.article_id, "atom"])),
        BIGGEST: partial(fetch, client, f"{url}threads/{biggest.pk}/"),
    }


def in_the_middle(threads):
    """The thread after which the page begins that has as many threads before it as behind."""
    before = max(threads.count() - THREADS_ON_PAGE, 2) // 2
    return threads.order_by("sort_key", "pk")[before - 1]


def fetch(client, url, *, status=200):
    """Get a page; the number of comments that it shows."""
    response = client.get(url)
    if response.status_code != status:
        raise AssertionError(f"{url} answered {response.status_code}")
    return response.content.count(b'id="comment-')
