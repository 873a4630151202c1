import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from django.db.models import F

from articles.models import Article, Desk
from articles.publishing import publish
from comments.models import Discussion

from . import bare, plain
from .client import Browser
from .figures import Figure
from .hot_story import make_hot_story, refresh_statistics, sizes
from .server import serving
from .usage import cpu_seconds, database_processes, descendants

# One subject after the other in each round: whatever else the machine does, it does to all of them.
ROUNDS, IN_ROUND, AT_FIRST = 9, 60, 12
EDITIONS, ARTICLES = 30, 300


@dataclass
class Subject:
    """What is measured: an address, asked for by whoever has it already with an ETag, and perhaps after a
    change that makes every kept page wrong.
    """

    port: int
    url: str
    etag: str = ""
    change: Callable | None = None

    def ask(self):
        if self.change:
            self.change()
        answer = Browser(self.port).get(self.url, etag=self.etag)
        if answer.status != (304 if self.etag else 200):
            raise AssertionError(f"{self.url} answered {answer.status}")
        return answer


def keeping_pages():
    """A kept page costs little more than a bare view, however much there is. CPU of server and database."""
    urls = make_stories()
    with ExitStack() as stack:
        subjects = subjects_of(urls, stack.enter_context)
        costs = measure(subjects)
        base, anew = costs["a bare Django view, without middleware"], None
        for name, milliseconds in costs.items():
            anew = anew or (milliseconds if subjects[name].change else None)
            yield Figure(name, milliseconds, "ms CPU", anew if subjects[name].change else base)


def make_stories():
    """{what is special about it: the address of a story}"""
    editions = {f"{comments:,} comments": make_hot_story(comments) for comments in sizes()}
    edition = make_hot_story(sizes()[0])
    for _ in range(EDITIONS - 1):
        edition = publish(edition.article)
    editions[f"{EDITIONS} editions"] = edition
    for number in range(ARTICLES):
        publish(Article.objects.create(title=f"Story {number}", desk=Desk.objects.named("Harbour")))
    refresh_statistics("VACUUM ANALYZE")
    return {what: edition.get_absolute_url() for what, edition in editions.items()}


def subjects_of(urls, start):
    subjects = {
        "a bare Django view, without middleware": Subject(start(serving("--config", bare.__file__)), "/say/"),
        "a bare view behind the site's middleware": Subject(
            start(serving("--config", plain.__file__)), "/say/"
        ),
    }
    # A connection that ended would take along what its process in the database has used.
    keeping = {"KEEP_PAGES": "true", "DATABASE_CONN_MAX_AGE": "86400"}
    copying = start(serving(**keeping, PAGE_COPY_SECONDS="1"))
    asking = start(serving(**keeping, PAGE_COPY_SECONDS="0"))
    for name, port in {"the second's copy": copying, "asked each time": asking}.items():
        for what, url in urls.items():
            subjects[f"{what}: {name}"] = Subject(port, url)
            subjects[f"{what}: {name}, 304"] = Subject(port, url, etag=Browser(port).get(url).etag)
    for what, url in urls.items():
        for change, act in {"an editor": edit_somewhere, "a comment": comment_everywhere}.items():
            subjects[f"{what}: made anew after {change}"] = Subject(asking, url, change=act)
    return subjects


def edit_somewhere():
    """What a page shows may be otherwise now, but for comments."""
    Desk.objects.update(name=F("name"))


def comment_everywhere():
    """The comments on all pages may be others now."""
    Discussion.objects.update(version=F("version") + 1)


def measure(subjects):
    """The CPU time that a request takes, in milliseconds: {name of the subject: the least of all rounds}."""
    spent = {name: [] for name in subjects}
    for _ in range(ROUNDS):
        for name, subject in subjects.items():
            # Other subjects have made its page wrong: both workers make it again.
            for _ in range(AT_FIRST):
                subject.ask()
            start = used()
            for _ in range(IN_ROUND):
                subject.ask()
            spent[name].append(1000 * (used() - start) / IN_ROUND)
    return {name: min(times) for name, times in spent.items()}


def used():
    return cpu_seconds(descendants(os.getpid()) + database_processes())
