"""The feeds of discussions, as a reader's own program reads them, and what a page that lies open learns."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from articles.publishing import publish, retire, unpublish
from articles.tests.builders import make_article, make_story
from comments.deciding import decide
from comments.models import Comment
from comments.posting import edit
from comments.tests.builders import make_comment, post_on
from newsroom.tests.feed_reader import get, moment, read

pytestmark = pytest.mark.django_db

XML = ["rss", "atom"]
FORMS = [*XML, "json"]
READER = "5f0c9a52-2a3b-4a77-9a58-0a9a35d4f7a1"
THEN = datetime(2023, 9, 13, 23, 36, tzinfo=UTC)


@pytest.fixture
def story():
    return make_story("Ferry & crew return")


def path_of(article, form):
    return f"discussions/{article.pk}.{form}"


def entries(article, form="atom"):
    """Pairs of a title and HTML, as programs that are no browsers see them."""
    if form == "json":
        return [(item["title"], item["content_html"]) for item in get(path_of(article, form)).json()["items"]]
    found = read(path_of(article, form)).entries
    return [(unescape(entry.title), entry.content[0].value) for entry in found]


@pytest.mark.parametrize("form", FORMS)
def test_the_feed_of_a_discussion_has_the_newest_comments_first_replies_among_them(form, story):
    root = make_comment("First & foremost.", article=story, name="Wren & Co")
    make_comment("Second.", article=story)
    make_comment("<b>Third</b>.", parent=root, name="Old Gannet")
    assert entries(story, form) == [
        ("Old Gannet", "<p>&lt;b&gt;Third&lt;/b&gt;.</p>"),
        ("Anonymous", "<p>Second.</p>"),
        ("Wren & Co", "<p>First &amp; foremost.</p>"),
    ]


@pytest.mark.parametrize("form", XML)
def test_a_readers_program_understands_the_feed_of_a_discussion(form, story):
    comment = make_comment("Well said.", article=story, name="Wren")
    Comment.objects.filter(pk=comment.pk).update(posted_at=THEN)
    feed = read(path_of(story, form))
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[form]
    assert unescape(feed.feed.title) == "Comments on “Ferry & crew return”"
    assert feed.feed.link == f"http://testserver{story.current_edition().get_absolute_url()}#comments"
    [entry] = feed.entries
    assert entry.id == f"tag:testserver,2023-09-13:/comments/{comment.pk}/"
    assert entry.link == f"http://testserver/comments/{comment.pk}/"
    assert [author.name for author in entry.authors] == ["Wren"]
    assert moment(entry.published_parsed) == moment(entry.updated_parsed) == THEN


def test_a_json_feed_of_a_discussion_has_the_same(story):
    comment = make_comment("See https://tides.example/a?b=1&c=2", article=story, name="Wren")
    Comment.objects.filter(pk=comment.pk).update(posted_at=THEN)
    response = get(path_of(story, "json"))
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = response.json()
    assert feed["feed_url"] == f"http://testserver/feeds/discussions/{story.pk}.json"
    [item] = feed["items"]
    assert item.pop("content_html") == entries(story)[0][1]
    assert item == {
        "id": f"tag:testserver,2023-09-13:/comments/{comment.pk}/",
        "url": f"http://testserver/comments/{comment.pk}/",
        "title": "Wren",
        "date_published": THEN.isoformat(),
        "date_modified": THEN.isoformat(),
        "authors": [{"name": "Wren"}],
    }


@pytest.mark.parametrize("form", FORMS)
def test_the_feed_holds_nothing_that_readers_cannot_see(form, story):
    shown = make_comment("Shown.", article=story)
    for state in [Comment.State.HELD, Comment.State.REJECTED, Comment.State.REMOVED]:
        make_comment(f"Hidden: {state}.", article=story, state=state)
        make_comment(f"Hidden below: {state}.", parent=shown, state=state)
    assert entries(story, form) == [("Anonymous", "<p>Shown.</p>")]


@pytest.mark.parametrize("form", FORMS)
def test_characters_that_xml_cannot_hold_do_not_break_the_feed_of_a_discussion(form):
    story = make_story("Bell\x07 rings")
    comment = make_comment(article=story)
    hostile = {"name": "W\x0bren\ufffe", "body_html": "<p>At\x01 noon ]]&gt; &lt;/script&gt; שלום\uffff</p>"}
    Comment.objects.filter(pk=comment.pk).update(**hostile)
    assert entries(story, form) == [("Wren", "<p>At noon ]]&gt; &lt;/script&gt; שלום</p>")]
    title = get(path_of(story, form)).json()["title"] if form == "json" else None
    assert (title or read(path_of(story, form)).feed.title) == "Comments on “Bell rings”"


@pytest.mark.parametrize("form", XML)
def test_an_entry_keeps_its_id_and_its_first_time_when_its_writer_changes_it(form, story):
    comment = post_on(story, "Frist.", reader=READER)
    Comment.objects.filter(pk=comment.pk).update(posted_at=timezone.now() - timedelta(minutes=1))
    [before] = read(path_of(story, form)).entries
    edit(comment, body="First.", reader=Comment.objects.get().reader)
    [after] = read(path_of(story, form)).entries
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated_parsed > after.published_parsed


@pytest.mark.parametrize("form", FORMS)
def test_ids_and_addresses_stay_when_the_story_moves_and_with_tls(form, story):
    comment = make_comment(article=story)
    identity = re.compile(rf"tag:testserver,\d{{4}}-\d\d-\d\d:/comments/{comment.pk}/".encode())
    [before] = identity.findall(get(path_of(story, form)).content)
    story.slug = "elsewhere"
    story.save()
    publish(story)
    after = Client().get(f"/feeds/{path_of(story, form)}", secure=True).content
    assert identity.findall(after) == [before]
    assert b"https://testserver/comments/" in after


@pytest.mark.parametrize("form", FORMS)
def test_the_feed_costs_the_same_however_many_comments_there_are(form, story, django_assert_num_queries):
    root = make_comment(article=story)
    for number in range(60):
        make_comment(str(number), article=story)
        make_comment(f"reply {number}", parent=root)
    # The edition with its address; the discussion's version; the threads that were active last; their newest
    # comments.
    with django_assert_num_queries(4):
        shown = entries(story, form)
    assert len(shown) == 50
    assert shown[0] == ("Anonymous", "<p>reply 59</p>")


@pytest.mark.parametrize("form", FORMS)
def test_a_discussion_without_comments_has_a_feed_without_entries(form, story):
    assert entries(story, form) == []


@pytest.mark.parametrize("form", FORMS)
def test_the_feed_of_a_discussion_is_the_same_for_everyone_and_is_not_sent_twice(form, story):
    make_comment(article=story)
    response = get(path_of(story, form))
    assert not response.cookies
    assert "Vary" not in response
    assert get(path_of(story, form), **{"If-None-Match": response["ETag"]}).status_code == 304
    assert Client().post(f"/feeds/{path_of(story, form)}").status_code == 405


@pytest.mark.parametrize("ending", [*(f".{form}" for form in FORMS), "/news"])
def test_what_is_not_public_has_no_feed(client, story, ending):
    draft, unpublished = make_article("Not yet"), make_story("No more")
    retire(story, timezone.now())
    unpublish(unpublished, reason="It was wrong.")
    for article in [draft, story, unpublished]:
        assert client.get(f"/feeds/discussions/{article.pk}{ending}").status_code == 404


def test_the_page_of_a_story_leads_to_the_feeds_of_its_discussion(client, story):
    html = client.get(story.current_edition().get_absolute_url()).content.decode()
    found = re.findall(r'<link rel="alternate" type="[^"]+" title="(Comments on[^"]*)" href="([^"]+)">', html)
    assert [url for _title, url in found] == [f"/feeds/{path_of(story, form)}" for form in FORMS]
    assert {unescape(title) for title, _url in found} == {"Comments on “Ferry & crew return”"}


def test_a_page_that_lies_open_learns_of_new_comments(client, story, django_assert_num_queries):
    comment = make_comment(article=story)
    url = f"/feeds/discussions/{story.pk}/news"
    assert f'data-news="{url}"' in client.get(story.current_edition().get_absolute_url()).content.decode()
    before = client.get(url).json()
    make_comment(article=story)
    decide(comment, Comment.State.REMOVED, by=None)
    # The edition; the discussion.
    with django_assert_num_queries(2):
        after = client.get(url).json()
    assert after == {"comments": 1, "version": before["version"] + 2}
