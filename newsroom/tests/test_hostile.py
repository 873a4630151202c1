"""Whatever editors, documents and readers write, pages show it as text."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Author, Desk, Tag
from articles.tests.builders import make_story
from comments.models import Comment
from comments.tests.builders import make_comment

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
    thread = Comment.objects.order_by("pk").first()
    url = story.current_edition().get_absolute_url()
    return [
        *["/", "/hostile/", "/authors/hostile/", Tag.objects.get().get_absolute_url(), url],
        *[f"{url}threads/{thread.thread_id}/", f"/comments/{thread.pk}/reply/"],
        f"/search/?q={HOSTILE.replace('&', '%26').replace('#', '%23')}",
    ]


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


def test_public_pages_show_hostile_words_as_text(story):
    for url in pages(story):
        response = Client().get(url)
        assert response.status_code == 200, url
        assert_harmless(response.content.decode())


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
