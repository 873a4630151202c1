"""A reader's browser, as far as posting a comment goes: on the loopback address, following no redirect."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlencode

from .server import HOST

SECONDS_TO_WAIT = 60


class CommentForm(HTMLParser):
    """The comment form of a page: its action and its fields as they stand there."""

    def __init__(self, html):
        super().__init__()
        self.action, self.fields, self.inside = None, {}, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form" and attrs.get("class") == "comment-form":
            self.action, self.inside = attrs["action"], True
        elif self.inside and tag in ("input", "textarea") and "name" in attrs:
            self.fields[attrs["name"]] = attrs.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    location: str
    etag: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Browser:
    """Fetches and posts, each on a connection of its own; from another address, if the server believes so."""

    port: int
    address: str = ""

    def get(self, url, *, etag=""):
        """The page at url, which the reader may have already with that ETag."""
        return self.ask("GET", url, headers={"If-None-Match": etag} if etag else {})

    def form(self, url):
        """The comment form of the page at url."""
        answer = self.get(url)
        form = CommentForm(answer.text)
        if not form.action:
            raise AssertionError(f"{url} answered {answer.status} without a form")
        return form

    def post(self, form, **values):
        """Send the form with these values in its fields."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://{HOST}:{self.port}",
        }
        return self.ask("POST", form.action, urlencode(form.fields | values), headers)

    def ask(self, method, url, body=None, headers=None):
        connection = HTTPConnection(HOST, self.port, timeout=SECONDS_TO_WAIT)
        forwarded = {"X-Forwarded-For": self.address} if self.address else {}
        try:
            connection.request(method, url, body, forwarded | (headers or {}))
            response = connection.getresponse()
            location, etag = (response.getheader(name, "") for name in ("Location", "ETag"))
            return Answer(response.status, location, etag, response.read().decode())
        finally:
            connection.close()
