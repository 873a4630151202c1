"""Words that stand in very many sections: the newest of these, at a cost that does not grow with their
number.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles import frequent, search
from articles.frequent import days_between, word_for_day
from articles.models import EditionSection
from articles.publishing import publish, unpublish
from articles.tests.builders import make_story, make_tag

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9998, 12, 31), timezones=st.just(UTC))


@pytest.fixture(autouse=True)
def few_are_very_many(monkeypatch):
    monkeypatch.setattr(search, "MOST_RANKED", 3)
    monkeypatch.setattr(frequent, "AT_FIRST", 2)


def found(words, most=3, **condition):
    """The headlines of the sections that have the words, and whether these are ranked."""
    sections = EditionSection.objects.current().filter(**condition)
    result = search.found(words, sections, most_newest=most)
    by_pk = EditionSection.objects.select_related("edition").in_bulk(result.keys)
    return [by_pk[key].edition.title for key in result.keys], result.is_ranked


def make_stories(*numbers, days=1, **fields):
    """Stories of the boat, each so many days older than the one of a smaller number."""
    for number in numbers:
        at = NOON - timedelta(days=days * number)
        # The oldest has the word most often.
        make_story(f"Story {number}", at=at, sections=["Boat. " * (number + 1)], **fields)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0.1, 1, 20, 100, 1_000])
def test_the_newest_come_first_whenever_they_were_indexed(days):
    make_stories(3, 0, 5, 1, 4, 2, days=days)
    newest = [f"Story {number}" for number in range(6)]
    assert found("boat") == (newest[:3], False)
    assert found("boat", most=20) == (newest, False)


@pytest.mark.django_db
def test_words_that_stand_in_few_sections_are_ranked():
    make_stories(0, 1, 2)
    assert found("boat") == (["Story 2", "Story 1", "Story 0"], True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "titles"), [("boat crew", ["Crew"]), ('boat "crew slept"', ["Crew"]), ("boat zeal", [])]
)
def test_frequent_words_beside_others_find_what_has_them_all(words, titles):
    make_stories(*range(5))
    make_story("Crew", at=NOON - timedelta(days=400), sections=["A boat. Its crew slept."])
    assert found(words)[0] == titles


@pytest.mark.django_db
def test_a_phrase_of_frequent_words_is_found_however_old_it_is():
    make_story("Boat crew", at=NOON - timedelta(days=4_000), sections=["The boat crew."])
    for number in range(9):
        make_story(f"Story {number}", at=NOON - timedelta(days=number), sections=["The crew of the boat."])
    assert found('"boat crew"') == (["Boat crew"], False)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [1, 50])
def test_what_narrows_a_search_for_frequent_words_takes_nothing_from_it(days):
    make_stories(*range(8), days=days)
    make_stories(8, 9, 10, days=days, desk="Sport", authors=["Nora Pell"])
    bay, quay = make_tag("Bay"), make_tag("Quay")
    for number, (title, tags) in enumerate({"Bay": [bay, quay], "Quay": [quay]}.items()):
        at = NOON - timedelta(days=days * (20 + number))
        make_story(title, at=at, sections=[{"text": "Boat.", "tags": tags}])
    sport = ["Story 8", "Story 9", "Story 10"]
    assert found("boat", edition__desk__slug="sport") == (sport, False)
    assert found("boat", most=2, edition__authors__slug="nora-pell") == (sport[:2], False)
    assert found("boat", tags__slug__in=["bay"]) == (["Bay"], False)
    assert found("boat", tags__slug__in=["nothing"]) == ([], False)
    assert found("boat", tags__slug__in=["bay", "quay"], most=2) == (["Bay", "Quay"], False)
    early = NOON - timedelta(days=days * 6, hours=1)
    assert found("boat", most=2, edition__published_at__lt=early) == (["Story 7", "Story 8"], False)


@pytest.mark.django_db
def test_what_readers_cannot_see_is_not_among_the_newest():
    make_stories(*range(1, 6))
    unpublish(make_story("Gone", at=NOON, sections=["Boat."]), reason="Wrong.")
    reworked = make_story("Reworked", at=NOON, sections=["Boat."])
    reworked.sections.update(body="<p>Ship.</p>")
    publish(reworked)
    assert found("boat", most=2) == (["Story 1", "Story 2"], False)


@pytest.mark.django_db
def test_the_words_for_days_are_found_by_no_reader():
    make_story(at=NOON)
    assert found(word_for_day(NOON)) == ([], True)


def questions(first, end):
    """How many questions find a frequent word, when there are the stories of these numbers as well."""
    make_stories(*range(first, end))
    with CaptureQueriesContext(connection) as asked:
        assert found("boat", most=2)[0] == ["Story 0", "Story 1"]
    return len(asked)


@pytest.mark.django_db
def test_a_frequent_word_is_found_with_as_many_questions_in_many_stories_as_in_few():
    assert questions(0, 5) == questions(5, 40)


@given(MOMENTS, MOMENTS, st.floats(0, 1))
def test_a_stretch_of_time_names_every_day_in_it_and_few_others(one, other, share):
    first, last = sorted([one, other])
    names = days_between(first, last)
    within = word_for_day(first + share * (last - first))
    assert any(within.startswith(name) for name in names)
    if last - first < timedelta(days=40_000):
        assert len(names) <= 120
    if first.year > 2:
        before = word_for_day(first - timedelta(days=366))
        assert not any(before.startswith(name) for name in names)


@pytest.mark.django_db
def test_an_archive_of_centuries_is_searched():
    make_story("Founded", at=datetime(1100, 1, 1, tzinfo=UTC), sections=["Boat. The founder."])
    make_stories(*range(5))
    assert found("boat", most=20)[0][-1] == "Founded"
    assert found("boat founder") == (["Founded"], True)
