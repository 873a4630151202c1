"""The archive by month, and what the pages of topics, authors and desks say at their head."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from articles import archive, tags, topics
from articles.models import Author, Desk
from articles.publishing import unpublish
from articles.tests.builders import make_article, make_story, make_tag

pytestmark = pytest.mark.django_db


def page(url, status=200):
    response = Client().get(url)
    assert response.status_code == status
    return response.content.decode()


def on(year, month, day=13, hour=12):
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_the_archive_counts_the_public_stories_of_each_month_the_newest_first():
    for moment in [on(2021, 12, 31, 23), on(2022, 1, 1, 0), on(2022, 1), on(2023, 9)]:
        make_story(at=moment)
    unpublish(make_story(at=on(2022, 1)), reason="Wrong.")
    make_article()
    assert [(year, [(c.month.month, c.stories) for c in counts]) for year, counts in archive.years()] == [
        (2023, [(9, 1)]),
        (2022, [(1, 2)]),
        (2021, [(12, 1)]),
    ]
    html = page("/archive/")
    link = '<a href="/archive/2022/01/">January<span class="visually-hidden"> 2022</span></a>'
    assert f"{link} <small>2 stories</small>" in html


def test_months_are_those_of_the_newsrooms_calendar(settings):
    settings.TIME_ZONE = "America/New_York"
    make_story("Late on New Year’s Eve", at=on(2022, 1, 1, 3))
    [(year, [count])] = archive.years()
    assert (year, count.month.month) == (2021, 12)
    assert "Late on New Year’s Eve" in page("/archive/2021/12/")
    page("/archive/2022/01/", 404)


def test_an_empty_archive_says_so():
    assert "No stories here yet." in page("/archive/")


def test_a_month_shows_its_stories_and_leads_to_the_months_that_have_some():
    for title, moment in [("First", on(2021, 3)), ("Second", on(2021, 7)), ("Third", on(2022, 2))]:
        make_story(title, at=moment)
    html = page("/archive/2021/07/")
    assert "<h1>July 2021</h1>" in html
    assert [title in html for title in ("First", "Second", "Third")] == [False, True, False]
    assert '<a rel="prev" href="/archive/2021/03/">' in html
    assert '<a rel="next" href="/archive/2022/02/">' in html
    assert 'rel="prev"' not in page("/archive/2021/03/")


def test_a_month_is_paged_without_loss_or_repetition():
    titles = [f"Story {number:02}" for number in range(45)]
    for number, title in enumerate(titles):
        make_story(title, at=on(2021, 7, 1 + number // 2))
    seen, url = [], "/archive/2021/07/"
    while url:
        html = page(url)
        seen += re.findall(r">(Story \d\d)</a>", html)
        following = re.search(r'rel="next" href="(\?before=[^"]+)"', html)
        url = following and "/archive/2021/07/" + following[1]
    assert seen == titles[::-1]


@pytest.mark.parametrize("month", ["2021/06", "2021/13", "2021/00", "0000/01", "9999/12", "21/1", "2021/7"])
def test_a_month_without_stories_is_not_found(month):
    make_story(at=on(2021, 7))
    page(f"/archive/{month}/", 404)


@pytest.mark.parametrize("months", [1, 30])
def test_the_archive_costs_the_same_however_long(months, django_assert_num_queries):
    for number in range(months):
        make_story(at=on(2000 + number, 5))
    client = Client()
    # 1 the first moment, 2 the last, 3 the months' numbers, 4 the desks at the head of the page.
    with django_assert_num_queries(4):
        client.get("/archive/")
    # 1 a page of editions, 2 their first sections, 3 their numbers of comments, 4 the month before, 5 the
    # month after, 6 the desks at the head.
    with django_assert_num_queries(6):
        client.get("/archive/2000/05/")


def tagged(*marks, **fields):
    return make_story(sections=[{"text": "Words.", "tags": marks}], **fields)


def test_a_topic_says_what_it_is_what_else_it_is_called_and_what_it_often_stands_with():
    bay, crew, quay = make_tag("Whitmoor Bay", "The <Bay>", "Whitmoor"), make_tag("Crew"), make_tag("Quay")
    hidden = make_tag("Hidden")
    for marks in [(bay, crew, hidden), (bay, crew, hidden), (bay, quay), (quay, crew)]:
        tagged(*marks)
    tags.drop([hidden])
    html = page("/topics/whitmoor-bay/")
    assert '<p class="kicker">Place</p>' in html
    assert '<span dir="auto">The &lt;Bay&gt;</span>, <span dir="auto">Whitmoor</span>' in html
    head = html.split("</header>")[1]
    assert re.findall(r'<a href="/topics/([\w-]+)/"', head) == ["crew"]


def test_a_topic_costs_the_same_however_much_there_is_about_it(django_assert_num_queries):
    marks = [make_tag(f"Tag {number}", f"Alias {number}") for number in range(12)]
    for _story in range(25):
        tagged(*marks)
    client = Client()
    # 1 the tag, 2 its aliases, 3 whether there is much about it, 4 a page of sections, 5 what it often stands
    # with, 6 the desks at the head.
    with django_assert_num_queries(6):
        client.get("/topics/tag-1/")


def test_a_topic_of_which_there_is_much_shows_the_same(monkeypatch):
    bay, crew = make_tag("Bay"), make_tag("Crew")
    for number in range(25):
        tagged(bay, crew, at=on(2021, 7, 1 + number))
    tagged(crew, at=on(2021, 8))
    unpublish(tagged(bay, at=on(2021, 9)), reason="Wrong.")
    pages = ["/topics/bay/", "/feeds/topics/bay.json"]
    few = [page(url) for url in pages]
    monkeypatch.setattr(topics, "MANY_SECTIONS", 10)
    assert [page(url) for url in pages] == few


def test_an_author_has_a_biography_and_the_topics_last_written_of():
    bay, crew = make_tag("Bay"), make_tag("Crew")
    for marks in [(bay, crew), (bay,)]:
        tagged(*marks, authors=["Nora Pell"])
    Author.objects.update(biography="Born <here>.\n\nWrites there.")
    html = page("/authors/nora-pell/")
    assert "<p>Born &lt;here&gt;.</p>\n\n<p>Writes there.</p>" in html
    head = html.split("</header>")[1]
    assert re.findall(r'<a href="/topics/([\w-]+)/"', head) == ["bay"]


def test_an_author_costs_the_same_however_many_stories(django_assert_num_queries):
    for number in range(25):
        tagged(make_tag(f"Tag {number}"), authors=["Nora Pell"])
    client = Client()
    # 1 the author, 2 a page of editions, 3 their first sections, 4 their numbers of comments, 5 the topics, 6
    # the desks at the head.
    with django_assert_num_queries(6):
        client.get("/authors/nora-pell/")


def test_a_desk_says_what_it_is_about():
    make_story()
    Desk.objects.update(description="Boats & tides.")
    assert "Boats &amp; tides." in page("/harbour/")
