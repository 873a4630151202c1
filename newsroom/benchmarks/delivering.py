import os
import re
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from .client import Browser
from .figures import Figure
from .hot_story import lift_limits, make_hot_story
from .nginx import NGINX, nginx
from .server import HOST, serving
from .usage import called, cpu_seconds, descendants
from .wrk import MISSING, WRK, ask

COMMENTS = 1_000
CONNECTIONS, THREADS = 64, 2
POSTS_A_SECOND, LOOKS_A_SECOND = 5, 5
# Short, so that a run sees pages come and go. A page is at most as old as both together.
PAGE_SECONDS, PAGE_STALE_SECONDS = 5, 10
COMPRESSED = {"Accept-Encoding": "gzip"}


def delivering():
    """Behind nginx's cache, without TLS, while people post: what two cores answer that also run wrk."""
    if missing := [name for name, path in {"nginx": NGINX, "wrk": WRK}.items() if not path]:
        yield MISSING.format(" and no ".join(missing))
        return
    lift_limits()
    url = f"{make_hot_story(COMMENTS).get_absolute_url()}?order=newest"
    seconds = {"PAGE_SECONDS": str(PAGE_SECONDS), "PAGE_STALE_SECONDS": str(PAGE_STALE_SECONDS)}
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(KEEP_PAGES="true", TRUSTED_PROXIES=HOST, **seconds) as back,
        nginx(Path(folder), back) as port,
    ):
        wait_for(port)
        talk = Talk(Browser(port), url)
        with talk.going_on():
            yield from load("a story's page, compressed", port, url, COMPRESSED)
        yield from talk.figures()
        etag = Browser(port).get(url).etag
        yield from load("the same for whoever has it (304)", port, url, {"If-None-Match": etag})
        yield from load("the same, not compressed", port, url, {})
        yield from load("a small page", port, "/robots.txt", COMPRESSED)


def wait_for(port):
    for _ in range(200):
        try:
            return Browser(port).get("/")
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError("nginx did not begin")


def load(name, port, url, headers):
    """Ask for one page as fast as it is answered."""
    servers = called("nginx", descendants(os.getpid()))
    before = cpu_seconds(servers)
    rate = ask(port, url, headers, connections=CONNECTIONS, threads=THREADS)
    spent = {"nginx": cpu_seconds(servers) - before, "wrk": rate.cpu_seconds}
    yield Figure(name, rate.a_second, "requests/s")
    for whose, seconds in spent.items():
        yield Figure(f"  {whose}'s part of it", 1e6 * seconds / rate.answers, "µs CPU/request")
    yield Figure("  errors", rate.errors, f"of {rate.answers:,}")


@dataclass
class Talk:
    """Somebody posts on a page again and again, and somebody else looks when others can read it there."""

    browser: Browser
    url: str
    posted: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    errors: int = 0

    @contextmanager
    def going_on(self):
        """While the context lasts people post; what they posted is then waited for."""
        is_over = Event()
        with ThreadPoolExecutor() as pool:
            both = [pool.submit(act, is_over) for act in (self.post, self.look)]
            try:
                yield
            finally:
                is_over.set()
            for acting in both:
                acting.result()

    def post(self, is_over):
        form = self.browser.form(self.url)
        while not is_over.wait(1 / POSTS_A_SECOND):
            answer = self.browser.post(form, body=f"Said as number {len(self.posted) + 1}.")
            if answer.status == 302:
                self.posted.append(time.monotonic())
            else:
                self.errors += 1

    def look(self, is_over):
        end = None
        while not end or (len(self.delays) < len(self.posted) and time.monotonic() < end):
            time.sleep(1 / LOOKS_A_SECOND)
            numbers = re.findall(r"Said as number (\d+)\.", self.browser.get(self.url).text)
            for number in range(len(self.delays), max(map(int, numbers), default=0)):
                self.delays.append(time.monotonic() - self.posted[number])
            if is_over.is_set() and not end:
                end = time.monotonic() + 2 * (PAGE_SECONDS + PAGE_STALE_SECONDS)

    def figures(self):
        yield Figure("comments posted meanwhile", len(self.posted), "")
        yield Figure("  errors", self.errors, "")
        yield Figure("  that others did not get to read", len(self.posted) - len(self.delays), "")
        most = f"s, of {PAGE_SECONDS + PAGE_STALE_SECONDS} at most"
        yield Figure("  the longest that others waited for one", max(self.delays), most)
