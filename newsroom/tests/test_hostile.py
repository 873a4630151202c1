"""Whatever editors, documents and readers write, pages show it as text."""

import json
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.corrections import ToReaders
from articles.models import Author, Desk, Tag
from articles.publishing import publish
from articles.tests.builders import make_story
from comments.models import Comment
from comments.tests.builders import make_comment
from newsroom.feed_forms import FORMS
from newsroom.models import Page, Paper

from .test_no_trace import addresses

pytestmark = pytest.mark.django_db

HOSTILE = """</title><script>alert(1)</script>"'><img src=x onerror=alert(2)>{{ 7|add:7 }}"""


@pytest.fixture
def story():
    tag = Tag.objects.add(name=HOSTILE[:120], kind="topic")
    Desk.objects.create(name=HOSTILE[:80], slug="hostile", description=HOSTILE)
    author = Author.objects.create(name=HOSTILE[:120], slug="hostile", biography=HOSTILE)
    section = {"heading": HOSTILE, "text": HOSTILE, "tags": [tag]}
    story = make_story(
        HOSTILE,
        desk=HOSTILE[:80],
        standfirst=HOSTILE,
        byline=HOSTILE,
        authors=[author.name],
        sections=[section],
    )
    comment = make_comment(
        f'{HOSTILE}\n\nhttps://a.example/"onclick=alert(3)', article=story, name=HOSTILE[:60]
    )
    make_comment(HOSTILE, parent=comment, name=HOSTILE[:60])
    return story


def pages(story):
    """The addresses of all that there is to read: pages, feeds, maps and forms."""
    urls = addresses(story)
    of_their_own = {"desk": "hostile", "author": "hostile", "topic": Tag.objects.get().slug}
    for name, slug in of_their_own.items():
        urls[name] = [reverse(name, args=[slug])]
        urls[f"{name}-feed"] = [reverse(f"{name}-feed", args=[slug, form]) for form in FORMS]
    urls["about"] = [reverse("about", args=["hostile"])]
    urls["search"] += [f"/search/?q={HOSTILE.replace('&', '%26').replace('#', '%23')}"]
    return urls


def admin_pages(story):
    comment = Comment.objects.order_by("pk").first()
    return [
        *["/admin/articles/article/", f"/admin/articles/article/{story.pk}/change/", "/admin/articles/tag/"],
        *["/admin/articles/desk/", "/admin/articles/author/", "/admin/comments/discussion/"],
        *["/admin/comments/comment/?state=all", f"/admin/comments/comment/{comment.pk}/change/"],
    ]


DATA = re.compile('<script type="application/ld\\+json">(.*?)</script>')


def assert_harmless(html):
    # Data for machines runs nowhere, and nothing in it can end the element that it stands in.
    assert not any("<" in data or ">" in data for data in DATA.findall(html))
    html = DATA.sub("", html)
    for mark in ["<script>alert", "<img src=x", 'onclick=alert(3)"', "</title><script"]:
        assert mark not in html, mark


def assert_safe(response, what, *, given=()):
    """It is no broken page, and what it repeats is text. given is what it must not even repeat."""
    assert response.status_code < 500, what
    for name, value in response.headers.items():
        assert not set(value) & set("\0\r\n"), (what, name)
        assert name != "X-Owned", what
        for text in given:
            assert text not in value, (what, name)
    if "Location" in response:
        to = urlsplit(response["Location"])
        assert (to.scheme, to.netloc) in [("", ""), ("http", "testserver"), ("https", "testserver")], what
        assert not to.path.replace("\\", "/").startswith("//"), what
    body = response.getvalue()
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    for text in given:
        assert text.encode() not in body, what
    if kind == "text/html":
        assert_harmless(body.decode())
    elif kind.endswith("xml"):
        elements = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(body).iter()}  # noqa: S314
        assert not elements & {"script", "img", "foreignObject"}, what
    elif kind.endswith("json"):
        json.loads(body)


def test_every_page_feed_and_map_shows_hostile_words_as_text(story):
    Paper.objects.create(name=HOSTILE[:60])
    Page.objects.create(title=HOSTILE[:80], slug="hostile", body=f"<p>{HOSTILE}</p>", is_public=True)
    story.refresh_from_db()
    publish(story, verb="correct", to_readers=ToReaders(HOSTILE, "serious"))
    repeating = set()
    for name, many in pages(story).items():
        for url in many:
            response = Client().get(url, follow=True)
            assert_safe(response, url)
            if b"alert(1)" in response.getvalue():
                repeating.add(name)
    assert repeating >= {
        *["front", "desk", "author", "topic", "story", "changes", "version", "thread", "about", "search"],
        *["corrections", "feed", "desk-feed", "author-feed", "topic-feed", "discussion-feed", "news-sitemap"],
        *["comment", "reply", "report-comment", "report-error"],
    }


def test_the_admin_shows_hostile_words_as_text(story):
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    for url in admin_pages(story):
        response = client.get(url)
        assert response.status_code == 200, url
        assert_harmless(response.content.decode())


def test_a_refused_form_shows_hostile_words_as_text(story):
    data = {
        "name": HOSTILE,
        "body": "</textarea>" + HOSTILE,
        "website": HOSTILE,
        "token": HOSTILE,
        "parent": HOSTILE,
    }
    response = Client().post(f"/comments/on/{story.pk}/", data)
    assert response.status_code == 422
    html = response.content.decode()
    assert_harmless(html)
    assert "</textarea></title>" not in html


@pytest.mark.parametrize("header", ["Referer", "User-Agent", "X-Forwarded-For", "Accept-Language", "Cookie"])
def test_hostile_headers_change_nothing(story, header):
    url = story.current_edition().get_absolute_url()
    assert Client().get(url, headers={header: HOSTILE}).content == Client().get(url).content
