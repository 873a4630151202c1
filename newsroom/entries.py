"""A story as feeds carry it: as it stands on its page, with addresses that are good anywhere."""

import re
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string

from articles.bylines import signing_name
from articles.models import Address
from articles.story import stories_of

from .embedding import each_with_comments
from .feed_forms import writable

# Sanitised HTML and what templates write have every value in double quotes, and none of these within it.
TAG = re.compile(r'<\w+(?:\s+[\w-]+(?:="[^"]*")?)*\s*/?>')
ADDRESS = re.compile(r'(\s(?:href|src)=")([^"]*)"')

STORIES = 20


def entries_of(editions, site):
    """What a feed says of the newest of these editions, as keyword arguments of a feed generator's
    add_item(). site is the scheme and host of all addresses. Seven queries at most.
    """
    first = Address.objects.filter(article=OuterRef("article")).order_by("pk")
    editions = editions.select_related("address", "desk").order_by("-published_at", "-pk")
    editions = editions.annotate(
        first_date=Subquery(first.values("date")[:1]), first_slug=Subquery(first.values("slug")[:1])
    )
    found = list(editions[:STORIES])
    stories = each_with_comments(stories_of(found))
    return [
        entry(story, lasting_id(edition, site), site) for edition, story in zip(found, stories, strict=True)
    ]


def lasting_id(edition, site):
    """A tag URI (RFC 4151) of the address at which the story was first public: it stays when the story
    moves, and is the same in every feed.
    """
    day = edition.first_date
    return f"tag:{urlsplit(site).hostname},{day}:/{day:%Y/%m/%d}/{edition.first_slug}/"


def entry(story, unique_id, site):
    link = site + story.url
    return {
        "unique_id": unique_id,
        "unique_id_is_permalink": False,
        "title": writable(story.title),
        "link": link,
        "comments": f"{link}#comments",
        "description": writable(story.standfirst) or None,
        "content": content_of(story, link),
        "authors": authors_of(story, site),
        "categories": [writable(name) for name in [story.desk.name, *(tag.name for tag in story.topics)]],
        "pubdate": story.published_at,
        "updateddate": story.changed_at,
        "image": urljoin(site, story.lead.file.url) if story.lead else "",
    }


def content_of(story, link):
    """The whole story as HTML, corrections first, with absolute addresses."""
    markup = render_to_string("newsroom/_feed_entry.html", {"story": story})
    return absolute(writable(markup).strip(), link)


def authors_of(story, site):
    """Pairs of a name and the address of its page; that is empty for who has none."""
    authors = [part.author for part in story.byline if part.author]
    linked = [(writable(author.name), site + author.get_absolute_url()) for author in authors]
    printed = signing_name("".join(part.text for part in story.byline))
    return linked or ([(writable(printed), "")] if printed else [])


def absolute(markup, base):
    """Well-formed HTML with its links and pictures at absolute addresses, seen from the page at base."""

    def join(match):
        try:
            address = urljoin(base, unescape(match[2]))
        except ValueError:
            return match[0]
        return f'{match[1]}{escape(address)}"'

    return TAG.sub(lambda tag: ADDRESS.sub(join, tag[0]), markup)
