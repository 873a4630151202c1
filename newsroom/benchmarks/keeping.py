import os
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from articles.models import Article, Desk
from articles.publishing import publish
from newsroom.models import PublicChange

from . import bare, plain
from .client import Browser
from .figures import Figure
from .hot_story import make_hot_story, refresh_statistics, sizes
from .server import serving
from .usage import cpu_seconds, database_processes, descendants, megabytes

# One subject after the other in each round: whatever else the machine does, it does to all of them.
ROUNDS, IN_ROUND, AT_FIRST = 9, 60, 12
EDITIONS, ARTICLES = 30, 300
# More than are kept, so that each goes when another comes.
PAGES = 1_000


@dataclass
class Subject:
    """What is measured: an address, asked for by whoever has it already with an ETag, and perhaps after a
    change.
    """

    port: int
    url: str
    etag: str = ""
    is_changed: bool = False

    def ask(self):
        if self.is_changed:
            # Makes every kept page wrong.
            PublicChange.objects.create(mark=1)
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
            anew = anew or (milliseconds if subjects[name].is_changed else None)
            yield Figure(name, milliseconds, "ms CPU", anew if subjects[name].is_changed else base)
    with serving(KEEP_PAGES="true") as port:
        yield from memory(port, url=next(iter(urls.values())))


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
    copying = start(serving(KEEP_PAGES="true", PAGE_COPY_SECONDS="1"))
    asking = start(serving(KEEP_PAGES="true", PAGE_COPY_SECONDS="0"))
    for name, port in {"the second's copy": copying, "asked each time": asking}.items():
        for what, url in urls.items():
            subjects[f"{what}: {name}"] = Subject(port, url)
            subjects[f"{what}: {name}, 304"] = Subject(port, url, etag=Browser(port).get(url).etag)
    for what, url in urls.items():
        subjects[f"{what}: made anew"] = Subject(asking, url, is_changed=True)
    return subjects


def measure(subjects):
    """The CPU time that a request takes, in milliseconds: {name of the subject: median of all rounds}."""
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
    return {name: median(times) for name, times in spent.items()}


def used():
    return cpu_seconds(descendants(os.getpid()) + database_processes())


def memory(port, url):
    """What the processes have after one page, after more than are kept, and after many more."""
    base = None
    for end in (1, PAGES, 2 * PAGES, 4 * PAGES):
        for number in range(end // 2, end):
            Subject(port, f"{url}?after=1_{number}").ask()
        size = megabytes(descendants(os.getpid()))
        yield Figure(f"memory of all processes after {end:,} different pages", size, "MB", base)
        base = base or size
