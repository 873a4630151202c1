import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.publishing import retire
from articles.tests.builders import make_article, make_story
from comments.deciding import decide
from comments.models import Comment
from comments.posting import edit
from comments.tests.builders import make_comment, post_on

pytestmark = pytest.mark.django_db

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
READER = "5f0c9a52-2a3b-4a77-9a58-0a9a35d4f7a1"


@pytest.fixture
def story():
    return make_story("Ferry returns")


def feed_of(article):
    response = Client().get(f"/feeds/discussions/{article.pk}.atom")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314


def entries(article):
    return [
        (entry.findtext("atom:title", None, ATOM), entry.findtext("atom:summary", None, ATOM))
        for entry in feed_of(article).findall("atom:entry", ATOM)
    ]


def test_the_feed_of_a_discussion_has_the_newest_comments_first_replies_among_them(story):
    root = make_comment("First & foremost.", article=story, name="Wren")
    make_comment("Second.", article=story)
    make_comment("<b>Third</b>.", parent=root, name="Old Gannet")
    assert entries(story) == [
        ("Old Gannet", "<p>&lt;b&gt;Third&lt;/b&gt;.</p>"),
        ("Anonymous", "<p>Second.</p>"),
        ("Wren", "<p>First &amp; foremost.</p>"),
    ]


def test_the_feed_holds_nothing_that_readers_cannot_see(story):
    shown = make_comment("Shown.", article=story)
    for state in [Comment.State.HELD, Comment.State.REJECTED, Comment.State.REMOVED]:
        make_comment(f"Hidden: {state}.", article=story, state=state)
        make_comment(f"Hidden below: {state}.", parent=shown, state=state)
    assert entries(story) == [("Anonymous", "<p>Shown.</p>")]


def test_an_entry_keeps_its_id_and_its_first_time_when_its_writer_changes_it(story):
    comment = post_on(story, "Frist.", reader=READER)
    before = feed_of(story).find("atom:entry", ATOM)
    Comment.objects.filter(pk=comment.pk).update(posted_at=timezone.now() - timedelta(minutes=1))
    edit(comment, body="First.", reader=Comment.objects.get().reader)
    after = feed_of(story).find("atom:entry", ATOM)
    assert after.findtext("atom:id", None, ATOM) == before.findtext("atom:id", None, ATOM)
    assert after.findtext("atom:updated", "", ATOM) > after.findtext("atom:published", "", ATOM)


def test_the_feed_costs_the_same_however_many_comments_there_are(story, django_assert_num_queries):
    root = make_comment(article=story)
    for number in range(60):
        make_comment(str(number), article=story)
        make_comment(f"reply {number}", parent=root)
    # The edition with its address; the threads that were active last; their newest comments.
    with django_assert_num_queries(3):
        shown = entries(story)
    assert len(shown) == 50
    assert shown[0] == ("Anonymous", "<p>reply 59</p>")


def test_what_is_not_public_has_no_feed(client, story):
    draft = make_article("Not yet")
    retire(story, timezone.now())
    for article in [draft, story]:
        for kind in ["atom", "json"]:
            assert client.get(f"/feeds/discussions/{article.pk}.{kind}").status_code == 404


def test_a_page_that_lies_open_learns_of_new_comments(client, story, django_assert_num_queries):
    comment = make_comment(article=story)
    before = client.get(f"/feeds/discussions/{story.pk}.json").json()
    make_comment(article=story)
    decide(comment, Comment.State.REMOVED, by=None)
    # The edition; the discussion.
    with django_assert_num_queries(2):
        after = client.get(f"/feeds/discussions/{story.pk}.json").json()
    assert after == {"comments": 1, "version": before["version"] + 2}
