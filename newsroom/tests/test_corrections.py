"""What readers are told when a story changes: on its page, and on the page of all corrections."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.corrections import ToReaders
from articles.models import Edition
from articles.publishing import publish, unpublish
from articles.tests.builders import make_story
from newsroom.record_views import CORRECTIONS_ON_PAGE

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)


def page(url):
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def correct(article, words, **more):
    return publish(article, verb="correct", to_readers=ToReaders(words, **more))


def test_a_story_says_when_it_was_updated_and_nothing_before_that():
    story = make_story(at=THEN)
    url = story.current_edition().get_absolute_url()
    assert "Updated" not in page(url)
    publish(story, verb="minor_fix")
    assert "Updated" not in page(url)
    publish(story, verb="update")
    Edition.objects.current().update(modified_at=datetime(2024, 2, 3, 10, 5, tzinfo=UTC))
    html = page(url)
    assert 'Updated <time datetime="2024-02-03T10:05:00+00:00">3 February 2024' in html
    assert "13 September 2023" in html


def test_a_serious_correction_stands_above_the_story_and_another_one_at_its_end():
    story = make_story(sections=["The boat is back."])
    correct(story, "The boat was never away.", severity="serious")
    correct(story, "It is green.")
    html = page(story.current_edition().get_absolute_url()).split("<body")[1]
    order = ["The boat was never away.", "The boat is back.", "It is green."]
    assert sorted(order, key=html.index) == order
    assert 'id="correction-2"' in html
    assert 'id="correction-3"' in html


def test_a_correction_is_shown_as_text():
    story = make_story()
    correct(story, "<script>alert(1)</script>\n\nSecond.")
    for url in [story.current_edition().get_absolute_url(), "/corrections/"]:
        html = page(url)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<p>Second.</p>" in html


def test_the_corrections_of_all_stories_come_latest_first_a_page_at_a_time():
    stories = [make_story(f"Story {number}") for number in range(4)]
    total = CORRECTIONS_ON_PAGE + 3
    for number in range(total):
        correct(stories[number % 4], f"Correction {number:02}.")
    first = page("/corrections/")
    shown = [number for number in range(total) if f"Correction {number:02}." in first]
    assert shown == list(range(3, total))
    assert first.index(f"Correction {total - 1}.") < first.index("Correction 03.")
    cursor = first.split('rel="next" href="')[1].split('"')[0]
    second = page(f"/corrections/{cursor}")
    assert [number for number in range(total) if f"Correction {number:02}." in second] == [0, 1, 2]
    assert 'rel="next"' not in second


def test_each_correction_leads_to_the_story_as_it_is_called_now():
    story = make_story("Old headline", at=THEN)
    correct(story, "It was nine.")
    story.title, story.slug = "New headline", "new-headline"
    story.save()
    publish(story)
    assert '<a href="/2023/09/13/new-headline/#correction-2">New headline</a>' in page("/corrections/")


def test_corrections_of_a_story_that_is_not_public_are_not_shown():
    story = make_story("Gone story")
    correct(story, "It was nine.")
    unpublish(story, reason="Wrong.")
    html = page("/corrections/")
    assert "It was nine." not in html
    assert "Gone story" not in html
    assert "Nothing has been corrected yet." in html


def test_every_page_leads_to_the_corrections():
    assert '<a href="/corrections/">Corrections</a>' in page("/")


@pytest.mark.parametrize("number", [1, CORRECTIONS_ON_PAGE])
def test_the_page_of_corrections_costs_the_same_however_many(number, django_assert_num_queries):
    for _ in range(number):
        correct(make_story(), "It was nine.")
    client = Client()
    # 1 a page of corrections, 2 their stories, 3 the desks at the head of the page.
    with django_assert_num_queries(3):
        client.get("/corrections/")


def test_a_corrected_story_costs_one_query_more():
    story, other = make_story(), make_story()
    correct(story, "It was nine.")
    numbers = []
    for article in [story, other]:
        url = article.current_edition().get_absolute_url()
        Client().get(url)
        with CaptureQueriesContext(connection) as queries:
            Client().get(url)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] + 1
