import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import Edition
from articles.publishing import make_edition, publish
from articles.tests.builders import make_article, make_story, make_tag

pytestmark = pytest.mark.django_db


def found(words):
    return [(section.edition.title, section.heading) for section in search.search(words)]


@pytest.fixture
def stories():
    make_story(
        "Ferry returns",
        sections=[
            "The boat is back in Whitmoor Bay.",
            {"heading": "The crew", "text": "They slept in hammocks."},
        ],
    )
    make_story("Clock stopped", sections=["The hall clock struck the hour twice, and the boat left."])


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize(
    ("words", "sections"),
    [
        ("hammocks", [("Ferry returns", "The crew")]),
        ("crew", [("Ferry returns", "The crew")]),
        ("boat clock", [("Clock stopped", "")]),
        ('"whitmoor bay"', [("Ferry returns", "")]),
        ("“Whitmoor Bay”", [("Ferry returns", "")]),
        ('"bay whitmoor"', []),
        ("submarine", []),
        ("", []),
        ("  \u00a0 ", []),
    ],
)
def test_sections_are_found_by_words_and_phrases(words, sections):
    assert found(words) == sections


def test_drafts_and_retired_editions_are_not_found():
    make_article("Secret plan", sections=["Hush, hammocks."])
    article = make_story("First words", sections=["Only the first edition says zeppelin."])
    article.sections.update(body="<p>The second says airship.</p>")
    assert found("zeppelin")
    publish(article)
    assert not found("zeppelin")
    assert found("airship") == [("First words", "")]
    assert not found("hush")


def test_what_was_published_without_the_index_is_caught_up_with():
    for number in range(3):
        make_edition(make_article(f"Story {number}", sections=["A hammock."]))
    assert not found("hammock")
    search.index_missing()
    assert len(found("hammock")) == 3
    assert not Edition.objects.filter(indexed_at=None).exists()


@settings(
    derandomize=True,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=30) | st.text(alphabet="\"'“”*:()-+^~<>&|!\\/ \0anotrd", max_size=30))
def test_no_words_break_the_search(words):
    search.search(words)


def questions_for_indexing(stories):
    """How many SELECTs it takes to index so many stories of three tagged sections at once."""
    for _number in range(stories):
        tagged = [{"text": "The boat is back.", "tags": [make_tag(f"Tag {place}")]} for place in range(3)]
        make_edition(make_article("Ferry returns", authors=["Nora Pell"], sections=tagged))
    with CaptureQueriesContext(connection) as asked:
        search.index_missing()
    return sum(query["sql"].startswith("SELECT") for query in asked)


def test_many_stories_are_indexed_with_as_many_questions_as_one():
    assert questions_for_indexing(1) == questions_for_indexing(5)
