"""What a story leads on to."""

from datetime import UTC, datetime, timedelta

import pytest

from articles import tags
from articles.publishing import publish, unpublish
from articles.related import MOST_SECTIONS, MOST_STORIES, related_stories
from articles.story import Story
from articles.tests.builders import make_article, make_story, make_tag

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)


def about(title, *marks, days=0, make=make_story, **fields):
    if make is make_story:
        fields["at"] = THEN + timedelta(days=days)
    return make(title, sections=[{"text": "Words.", "tags": [tag]} for tag in marks], **fields)


def related_to(article):
    return [edition.title for edition in related_stories(Story.of(article.current_edition()))]


def test_the_newest_stories_that_share_a_topic_are_related():
    bay, crew, quay = make_tag("Bay"), make_tag("Crew"), make_tag("Quay")
    story = about("The story", bay, crew)
    for number in range(MOST_STORIES):
        about(f"Bay {number}", bay, days=number)
    about("Crew", crew, crew, bay, days=-1)
    about("Quay", quay, days=9)
    assert related_to(story) == ["Bay 3", "Bay 2", "Bay 1", "Bay 0"]
    assert related_to(about("Another", crew)) == ["The story", "Crew"]


def test_what_readers_cannot_see_is_not_related():
    bay = make_tag("Bay")
    story = about("The story", bay)
    about("A draft", bay, make=make_article)
    gone, moved = about("Gone", bay), about("Moved", bay)
    unpublish(gone, reason="Wrong.")
    moved.sections.get().tags.clear()
    publish(moved)
    assert related_to(story) == []


def test_a_dropped_topic_relates_nothing():
    bay = make_tag("Bay")
    story = about("The story", bay)
    about("Another", bay)
    tags.drop([bay])
    assert related_to(story) == []


def test_a_story_that_is_published_over_and_over_does_not_hide_the_others():
    bay = make_tag("Bay")
    about("Old", bay)
    story = about("The story", bay)
    busy = about("Busy", bay, bay, bay, days=1)
    for _edition in range(MOST_SECTIONS // 3):
        publish(busy)
    assert related_to(story) == ["Busy", "Old"]


@pytest.mark.parametrize(("topics", "queries"), [(0, 0), (1, 1), (9, 1)])
def test_what_is_related_costs_one_query_at_most(topics, queries, django_assert_num_queries):
    marks = [make_tag(f"Tag {number}") for number in range(topics)]
    story = Story.of(about("The story", *marks).current_edition())
    with django_assert_num_queries(queries):
        related_stories(story)
