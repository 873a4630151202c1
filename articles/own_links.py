"""The links of a text, and which of those to the paper's own pages lead nowhere."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from .models import Address, Author, Desk, Edition, Tag


class LinkParser(HTMLParser):
    """Collects the links of sanitised HTML as pairs: the address, the words of the link."""

    def __init__(self, markup):
        super().__init__()
        self.links, self.is_within = [], False
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append((dict(attrs).get("href") or "", ""))
            self.is_within = True

    def handle_endtag(self, tag):
        self.is_within = self.is_within and tag != "a"

    def handle_data(self, data):
        if self.is_within:
            address, words = self.links[-1]
            self.links[-1] = address, words + data


def links_in(markup):
    """The links of sanitised HTML, in order: (address, words)."""
    return LinkParser(markup).links


def own_path(address):
    """The path of an address, if it leads to a page of this site, else an empty text. An anchor in the same
    page has none.
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_here = not parts.scheme and not parts.netloc
    is_ours = parts.scheme in ("http", "https") and host and validate_host(host, own_hosts())
    return unquote(parts.path) if is_here or is_ours else ""


def own_hosts():
    # A site that answers to every name does not say which of them are its own.
    return [host for host in settings.ALLOWED_HOSTS if host != "*"]


def dead(addresses):
    """Those of the addresses that lead to this site and to no page of it. Four queries at most, however
    many addresses there are.
    """
    targets = {address: target_of(path) for address in addresses if (path := own_path(address))}
    known = existing([target for target in targets.values() if target])
    return {address for address, target in targets.items() if target is None or not known(target)}


def target_of(path):
    """What a path names: the kind of page and its arguments; None, if no page has such a path."""
    try:
        match = resolve(path)
    except (Resolver404, ValueError):
        return None
    return match.url_name, tuple(match.kwargs.values())


def existing(targets):
    """A function that says whether a target is there. What is not stories, desks, topics or authors is taken
    to be.
    """
    stories = {arguments[:2] for name, arguments in targets if name in ("story", "thread")}
    named = {kind: {arguments[0] for name, arguments in targets if name == kind} for kind in SLUGS}
    found = {kind: slugs_of(rows(), named[kind]) for kind, rows in SLUGS.items() if named[kind]}
    if stories:
        wanted = Q()
        for day, slug in stories:
            wanted |= Q(date=day, slug=slug)
        public = Edition.objects.current().order_by().values("article")
        found["stories"] = set(Address.objects.filter(wanted, article__in=public).values_list("date", "slug"))

    def is_there(target):
        name, arguments = target
        if name in ("story", "thread"):
            return arguments[:2] in found["stories"]
        return name not in SLUGS or arguments[0] in found[name]

    return is_there


SLUGS = {"desk": Desk.objects.all, "topic": Tag.objects.public, "author": Author.objects.all}


def slugs_of(rows, slugs):
    return set(rows.filter(slug__in=slugs).order_by().values_list("slug", flat=True))
