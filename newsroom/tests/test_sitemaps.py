"""What search engines read: the sitemaps."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.corrections import ToReaders
from articles.models import Edition
from articles.publishing import publish, unpublish
from articles.tests.builders import make_story
from newsroom import sitemaps

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 30, 23, 59, tzinfo=UTC)
SPACES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


def rows(url, *names):
    """The contents of these elements of each entry of a sitemap."""
    response = Client().get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    entries = ET.fromstring(response.content)  # noqa: S314
    return [tuple(entry.findtext(f".//{name}", None, SPACES) for name in names) for entry in entries]


def test_the_index_leads_to_every_story_by_the_month_of_its_publication(django_assert_num_queries):
    times = [THEN, THEN + timedelta(minutes=2), THEN + timedelta(days=90), THEN + timedelta(days=366)]
    stories = [make_story(f"Story {number}", at=at) for number, at in enumerate(times)]
    # 1 the first story, 2 the last; of each month between, 3 how many, 4 the last one's publication, 5 the
    # last change.
    with django_assert_num_queries(5):
        index = rows("/sitemap.xml", "map:loc", "map:lastmod")
    assert index == [(f"http://testserver/sitemap-{at:%Y-%m}.xml", at.isoformat()) for at in reversed(times)]
    for (url, _changed), story in zip(reversed(index), stories, strict=True):
        with django_assert_num_queries(1):
            found = rows(url, "map:loc")
        assert found == [(f"http://testserver{story.current_edition().get_absolute_url()}",)]


def test_page_feed_and_sitemap_name_the_same_time_of_the_last_change():
    story = make_story("Ferry returns", at=THEN)
    publish(story, verb="correct", to_readers=ToReaders("It was no ferry."))
    changed = Edition.objects.current().get().modified_at.isoformat()
    for url in ["/sitemap.xml", "/sitemap-2023-09.xml"]:
        assert rows(url, "map:lastmod") == [(changed,)]
    [item] = Client().get("/feeds/all.json").json()["items"]
    assert item["date_modified"] == changed
    page = Client().get(story.current_edition().get_absolute_url()).content.decode()
    assert re.search(rf'Updated[^>]*<time datetime="{re.escape(changed)}">', page)


def test_a_month_was_changed_when_any_of_its_stories_was():
    early, late = make_story("Early", at=THEN - timedelta(days=20)), make_story("Late", at=THEN)
    assert rows("/sitemap.xml", "map:lastmod") == [(THEN.isoformat(),)]
    for story in [late, early]:
        publish(story, verb="update")
    assert rows("/sitemap.xml", "map:lastmod") == [(early.current_edition().modified_at.isoformat(),)]


def test_a_month_of_very_many_stories_comes_in_parts(monkeypatch):
    monkeypatch.setattr(sitemaps, "STORIES_IN_PART", 2)
    for number in range(5):
        make_story(f"Story {number}", at=THEN)
    parts = [url for (url,) in rows("/sitemap.xml", "map:loc")]
    assert parts == [f"http://testserver/sitemap-2023-09{part}.xml" for part in ("", "-2", "-3")]
    assert len({row for url in parts for row in rows(url, "map:loc")}) == 5


def test_a_month_without_stories_has_no_sitemap(client):
    story = make_story("Ferry returns", at=THEN)
    unpublish(story, reason="It was wrong.")
    for month in ["2023-09", "2023-13", "2023-09-0", "2023-09-2", f"2023-09-{10**30}"]:
        assert client.get(f"/sitemap-{month}.xml").status_code == 404
    assert rows("/sitemap.xml", "map:loc") == []


def test_the_news_are_those_of_two_days(django_assert_num_queries):
    now = timezone.now()
    make_story("Long ago", at=now - timedelta(hours=49))
    make_story("Ferry & <crew> return", at=now - timedelta(hours=47))
    make_story("Just now", at=now)
    # The paper; the editions with their addresses.
    with django_assert_num_queries(2):
        found = rows("/news-sitemap.xml", "news:title", "news:name", "news:language", "news:publication_date")
    assert found == [
        ("Just now", "Newsroom", "en", now.isoformat()),
        ("Ferry & <crew> return", "Newsroom", "en", (now - timedelta(hours=47)).isoformat()),
    ]


@pytest.mark.parametrize("url", ["/sitemap.xml", "/sitemap-2023-09.xml", "/news-sitemap.xml"])
def test_a_sitemap_is_the_same_for_everyone_and_is_not_sent_twice(client, url):
    make_story("Ferry returns", at=THEN)
    response = client.get(url)
    assert not response.cookies
    assert client.get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.post(url).status_code == 405
