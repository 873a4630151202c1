"""Feeds for tests, as a reader's own program reads them."""

from datetime import UTC, datetime

import feedparser
from django.test import Client


def get(path, **headers):
    return Client().get(f"/feeds/{path}", headers=headers)


def read(path):
    """The feed as a reader's program sees it, which says if it is not well-formed."""
    response = get(path)
    assert response.status_code == 200
    headers = {"content-type": response["Content-Type"]}
    # What it would put right by itself is to be right.
    feed = feedparser.parse(
        response.content, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def moment(parsed):
    return datetime(*parsed[:6], tzinfo=UTC)
