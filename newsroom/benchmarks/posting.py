import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import ip_address
from itertools import count
from statistics import median, quantiles
from types import SimpleNamespace

from django.conf import settings
from django.db import connection
from django.urls import reverse

from comments.checking import check_threads
from comments.models import Comment, Discussion, Policy

from . import plain
from .client import Browser
from .figures import Figure
from .hot_story import make_hot_story, make_long_threads, sizes
from .reading import WORDS
from .server import HOST, serving

POSTS, CLIENTS, FULL_THREADS = 200, 8, 20
SECONDS = float(os.environ.get("BENCH_SECONDS", 10))
MOST_POSTS = 20_000
BODY = " ".join(WORDS * 5)
ADDRESSES = map(str, map(ip_address("10.0.0.0").__add__, count()))


def posting():
    """Posting costs the same, however long the discussion is: from the filled form to the redirect."""
    yield from doing_the_least()
    # The whole policy is in force, but that nobody can be as fast.
    Policy.objects.create(seconds_to_write=0)
    base, posted, total = {}, 0, 0
    with serving(TRUSTED_PROXIES=HOST) as port:
        browser = partial(somebody, port)
        for comments in sizes():
            edition = make_hot_story(comments)
            browser().get(edition.get_absolute_url())
            for name, post in {"reply": reply, "root": root}.items():
                answerable = sample(edition, POSTS)
                spent = [post(browser, edition, pk) for pk in answerable]
                cost = median_and_p95(spent)
                first = base.setdefault(name, cost)
                yield Figure(f"a {name} among {comments:,} comments: median", cost[0], "ms", first[0])
                yield Figure("  95 of 100 take at most", cost[1], "ms", first[1])
                posted += len(spent)
            total += comments
        yield from replying_to_full_threads(browser)
        total, posted = total + FULL_THREADS * (settings.THREAD_LIMIT - 1), posted + FULL_THREADS
        crowd = post_at_once(port, edition)
    yield Figure(f"{CLIENTS} clients at once, {comments:,} comments", crowd.posts / crowd.seconds, "posts/s")
    yield Figure("  95 of 100 take at most", crowd.p95, "ms")
    yield Figure("  errors", crowd.errors, "of " + f"{crowd.posts + crowd.errors:,}")
    yield Figure("  problems that check_threads finds then", assert_sound(total + posted + crowd.posts), "")


def replying_to_full_threads(browser):
    """The dearest reply: the last that a thread takes, to its second comment, so that all others move."""
    edition = make_long_threads(FULL_THREADS, settings.THREAD_LIMIT - 1)
    second = Comment.objects.on(edition.article_id).filter(lft=2).values_list("pk", flat=True)
    cost = median_and_p95([reply(browser, edition, pk) for pk in second])
    yield Figure(f"a reply into a thread of {settings.THREAD_LIMIT - 1}: median", cost[0], "ms")
    yield Figure("  95 of 100 take at most", cost[1], "ms")


def doing_the_least():
    """What the same stack takes for a page of a word, and for a row in a table without anything else."""
    plain.make_table()
    form = SimpleNamespace(action="/insert/", fields={})
    with serving("--config", plain.__file__) as port:
        browser = Browser(port)
        for name, ask in {
            "a bare view": partial(browser.get, "/say/"),
            "a row in a plain table": partial(browser.post, form, body=BODY),
        }.items():
            ask()
            spent = [timed(ask, status=200) for _ in range(POSTS)]
            yield Figure(f"{name}: median", median_and_p95(spent)[0], "ms")


def somebody(port):
    """A reader whom nobody knows yet, on another network than all others."""
    return Browser(port, next(ADDRESSES))


def reply(browser, _edition, pk):
    """Answer a comment; the milliseconds that the post took."""
    form = browser().form(reverse("reply", args=[pk]))
    return timed(partial(browser().post, form, body=BODY))


def root(browser, edition, _pk):
    """Begin a thread; the milliseconds that the post took."""
    form = browser().form(edition.get_absolute_url())
    return timed(partial(browser().post, form, body=BODY))


def timed(ask, *, status=302):
    start = time.perf_counter()
    answer = ask()
    milliseconds = 1000 * (time.perf_counter() - start)
    if answer.status != status:
        raise AssertionError(f"Answered {answer.status}:\n{answer.text}")
    return milliseconds


def sample(edition, number):
    """Some of the story's comments, the same each time, for readers to answer."""
    ids = list(Comment.objects.on(edition.article_id).readable().order_by("pk").values_list("pk", flat=True))
    return random.Random(1).choices(ids, k=number)  # noqa: S311


def median_and_p95(values):
    return median(values), quantiles(values, n=20)[-1]


def post_at_once(port, edition):
    """Several clients post for SECONDS, two roots of five: how many posts, in what time, how many errors."""
    answerable, form = sample(edition, MOST_POSTS), Browser(port).form(edition.get_absolute_url())
    end = time.perf_counter() + SECONDS

    def work(number):
        spent, errors = [], 0
        for turn, pk in enumerate(answerable[number::CLIENTS]):
            start = time.perf_counter()
            if start > end:
                break
            answer = somebody(port).post(form, body=BODY, parent=pk if turn % 5 > 1 else "")
            spent.append(1000 * (time.perf_counter() - start))
            errors += answer.status != 302
        return spent, errors

    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        results = list(pool.map(work, range(CLIENTS)))
    spent = [milliseconds for times, _errors in results for milliseconds in times]
    errors = sum(errors for _times, errors in results)
    return SimpleNamespace(
        posts=len(spent) - errors,
        errors=errors,
        seconds=time.perf_counter() - start,
        p95=median_and_p95(spent)[1],
    )


def assert_sound(expected):
    """Every comment is there and counted, and every tree is sound; the number of problems, which is 0."""
    connection.close()
    if problems := [str(problem) for problem in check_threads()]:
        raise AssertionError("\n".join(problems))
    counted = sum(Discussion.objects.values_list("comment_count", flat=True))
    if not counted == Comment.objects.count() == expected:
        raise AssertionError(f"{Comment.objects.count()} comments, {counted} counted, {expected} posted")
    return len(problems)
