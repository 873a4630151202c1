"""Caches on the way are told which addresses have changed."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.db import transaction

from articles import withholding
from articles.publishing import publish, unpublish
from articles.tests.builders import make_story, make_tag
from comments import deciding, posting
from comments.models import Comment
from comments.tests.builders import make_comment
from newsroom.keeping import purging
from newsroom.models import FrontPlace, Page

from .test_no_trace import THEN

pytestmark = pytest.mark.django_db(transaction=True)

URL = "/2023/09/13/ferry-returns/"
told = []


class AtOnce:
    """In the place of the thread: what is told is told before the next line of a test."""

    def submit(self, act):
        act()


@pytest.fixture(autouse=True)
def hook(settings, monkeypatch):
    settings.PURGE_HOOK = f"{__name__}.told.extend"
    monkeypatch.setattr(purging, "hook", lambda: told.extend)
    monkeypatch.setattr(purging, "background", AtOnce())
    told.clear()
    return settings


@pytest.fixture
def story():
    sections = [{"text": "Words.", "tags": [make_tag("Whitmoor Bay")]}]
    made = make_story("Ferry returns", at=THEN, authors=["Nora Pell"], sections=sections)
    told.clear()
    return made


def withhold(article):
    publish(article)
    told.clear()
    withholding.withhold(article.editions.last(), reason="A name.")


def hide(article):
    unpublish(article, reason="No.")


@pytest.mark.parametrize("change", [publish, hide, withhold])
def test_a_story_that_changes_is_told_of_with_the_lists_that_it_is_on(change, story):
    change(story)
    expected = {URL, "/", "/harbour/", "/authors/nora-pell/", "/topics/whitmoor-bay/", "/archive/2023/09/"}
    expected |= {"/feeds/all.atom", "/feeds/topics/whitmoor-bay.json", "/sitemap-2023-09.xml"}
    assert expected <= set(told)


def test_a_discussion_that_changes_is_told_of_with_its_story(story):
    comment = make_comment(article=story)
    deciding.reject(comment, by=None, reason="Spam")
    posting.set_state(story, "closed")
    assert set(told) == {
        URL,
        *[f"/feeds/discussions/{story.pk}.{form}" for form in ("rss", "atom", "json")],
        f"/feeds/discussions/{story.pk}/news",
    }
    assert told.count(URL) == 3


def test_what_readers_do_not_see_is_not_told_of(story):
    posting.set_state(story, "held")
    told.clear()
    assert make_comment(article=story).state == Comment.State.HELD
    assert told == []


def test_pages_and_places_are_told_of(story):
    Page.objects.create(title="The paper", slug="the-paper", is_public=True)
    FrontPlace.objects.create(article=story)
    assert told == ["/about/the-paper/", "/"]


def test_what_was_not_committed_is_not_told_of(story):
    with transaction.atomic():
        publish(story)
        transaction.set_rollback(True)
    assert told == []


def test_without_a_hook_nobody_is_told(story, hook):
    hook.PURGE_HOOK = ""
    publish(story)
    assert told == []


def test_a_hook_that_fails_stops_nobody(story, monkeypatch, caplog):
    def fail():
        raise ConnectionError("Nobody answers.")

    monkeypatch.setattr(purging, "hook", fail)
    assert publish(story).number == 2
    assert "The purge hook failed: ConnectionError('Nobody answers.')" in caplog.text


def test_an_address_is_posted_the_paths_as_json(settings):
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            asked.append((self.path, self.headers["Content-Type"], json.loads(self.rfile.read(length))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_words):
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        settings.PURGE_HOOK = f"http://127.0.0.1:{server.server_port}/purge?key=1"
        purging.post(["/", URL])
        thread.join()
    assert asked == [("/purge?key=1", "application/json", {"paths": ["/", URL]})]


def test_a_dotted_path_names_a_function(settings, monkeypatch):
    monkeypatch.undo()
    settings.PURGE_HOOK = "django.utils.text.slugify"
    assert purging.hook().__name__ == "slugify"
