"""Readers' search: what it finds, how it shows it, and that it takes whatever it is given."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import Author, Desk, Tag
from articles.passages import passage
from articles.publishing import unpublish
from articles.search import MOST_FOUND, index_missing
from articles.tests.builders import make_article, make_story, make_tag
from comments.tests.builders import make_comment
from newsroom import search_views
from newsroom.search_form import NAMES

pytestmark = pytest.mark.django_db


def page(**asked):
    response = Client().get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def results(**asked):
    """The anchors that the results lead to, in their order."""
    return re.findall(r'line-title" dir="auto"><a href="[\d/]*/([\w-]+)/#([\w-]+)"', page(**asked))


def titles(**asked):
    return sorted({slug for slug, _anchor in results(**asked)})


@pytest.fixture
def stories():
    bay = make_tag("Whitmoor Bay", "The Bay")
    make_story(
        "Ferry returns",
        at=datetime(2023, 9, 13, 12, tzinfo=UTC),
        authors=["Nora Pell"],
        sections=["The boat is back.", {"heading": "The crew", "text": "The boat slept.", "tags": [bay]}],
    )
    make_story(
        "Regatta", desk="Sport", at=datetime(2024, 1, 2, 12, tzinfo=UTC), sections=["No boat finished."]
    )


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "boat"}, ["ferry-returns", "regatta"]),
        ({"q": "boat", "desk": "sport"}, ["regatta"]),
        ({"q": "boat", "topic": "whitmoor bay"}, ["ferry-returns"]),
        ({"q": "boat", "topic": "the bay"}, ["ferry-returns"]),
        ({"q": "boat", "topic": "whitmoor-bay"}, ["ferry-returns"]),
        ({"q": "boat", "author": "nora pell"}, ["ferry-returns"]),
        ({"q": "boat", "author": "nora-pell", "desk": "sport"}, []),
        ({"q": "boat", "since": "2024-01-02"}, ["regatta"]),
        ({"q": "boat", "since": "03/01/2024"}, []),
        ({"q": "boat", "until": "2024-01-01"}, ["ferry-returns"]),
        ({"q": "boat", "since": "2023-09-13", "until": "2023-09-13"}, ["ferry-returns"]),
        ({"desk": "sport"}, ["regatta"]),
        ({"q": "“boat finished”"}, ["regatta"]),
        ({"q": "“finished boat”"}, []),
        ({"q": "  "}, []),
        ({}, []),
    ],
)
def test_words_and_all_that_narrows_them_are_looked_for_together(asked, found):
    assert titles(**asked) == found


@pytest.mark.usefixtures("stories")
def test_each_result_leads_to_the_section_that_matches_and_shows_the_words_in_it():
    assert results(q="slept") == [("ferry-returns", "the-crew")]
    html = page(q="slept")
    assert "The boat <mark>slept</mark>." in html
    assert "in “Ferry returns”" in html
    assert "13 September 2023" in html
    assert "1 passage</h2>" in html


def test_a_result_says_how_many_comments_its_story_has():
    make_comment(article=make_story("Ferry returns", sections=["The boat."]))
    assert '#comments">1 comment</a>' in page(q="boat")


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("A <b> & boat.", "boat", "A &lt;b&gt; &amp; <mark>boat</mark>."),
        ("Zürich, the café.", "CAFÉ zürich", "<mark>Zürich</mark>, the <mark>café</mark>."),
        (
            "Boat: the old boat, the boathouse.",
            '"old boat"',
            "Boat: the <mark>old boat</mark>, the boathouse.",
        ),
        ("Word. " * 60 + "A boat. " + "Word. " * 60, "boat", "… "),
        ("Word. " * 60 + "A boat. " + "Word. " * 60, "boat", " A <mark>boat</mark>. "),
    ],
)
def test_the_passage_is_plain_text_with_the_words_marked(text, words, shown):
    make_story("Ferry", sections=[text])
    assert shown in page(q=words).split('class="passage"')[1]


def test_words_are_marked_whatever_their_accents_and_endings():
    runs = passage("Engineers of Zürich, <script> and all.", ["engineer", "zurich", "script"])
    marked = ["Engineers", "Zürich", "script"]
    assert [run.text for run in runs if run.is_found] == marked
    assert "".join(run.text for run in runs) == "Engineers of Zürich, <script> and all."


def test_what_narrows_a_search_takes_nothing_from_its_first_results(monkeypatch):
    monkeypatch.setattr(search_views, "MOST_FOUND", 3)
    rare = make_tag("Rare")
    make_story("Needle", desk="Sport", authors=["Nora Pell"], sections=[{"text": "A boat.", "tags": [rare]}])
    for number in range(8):
        make_story(f"Boat, boat, boat {number}", sections=["Boat, boat."])
    for narrowing in [{"desk": "sport"}, {"topic": "rare"}, {"author": "nora pell"}]:
        assert titles(q="boat", **narrowing) == ["needle"]


def test_many_results_are_paged_and_told_of_up_to_a_bound(monkeypatch):
    monkeypatch.setattr(search_views, "RESULTS_ON_PAGE", 2)
    for number in range(5):
        make_story(f"Boat {number}", sections=["Words."])
    seen, asked = [], {"q": "boat", "desk": "harbour"}
    while asked:
        html = page(**asked)
        assert "5 passages</h2>" in html
        seen += re.findall(r'">(Boat \d)</a></h3>', html)
        following = re.search(r'rel="next" href="\?q=boat&amp;desk=harbour&amp;page=(\d)"', html)
        asked = following and asked | {"page": following[1]}
    assert sorted(seen) == [f"Boat {number}" for number in range(5)]
    assert 'rel="prev" href="?q=boat&amp;page=1"' in page(q="boat", page="2")
    monkeypatch.setattr(search_views, "MOST_FOUND", 4)
    assert "More than 4 passages</h2>" in page(q="boat")


def test_of_words_in_very_many_passages_the_newest_are_paged(monkeypatch):
    monkeypatch.setattr(search_views, "RESULTS_ON_PAGE", 2)
    monkeypatch.setattr(search, "MOST_RANKED", 3)
    for number in range(5):
        make_story(f"Boat {number}", at=datetime(2024, 1, 9 - number, tzinfo=UTC), sections=["Words."])
    seen, asked = [], {"q": "boat"}
    while asked:
        html = page(**asked)
        assert "The newest passages</h2>" in html
        assert "These words stand in very many passages" in html
        seen += re.findall(r'">(Boat \d)</a></h3>', html)
        following = re.search(r'rel="next" href="\?q=boat&amp;page=(\d)"', html)
        asked = following and asked | {"page": following[1]}
    assert seen == [f"Boat {number}" for number in range(5)]
    assert "These words stand in" not in page(q="boat nothing")
    # The most that a search shows.
    monkeypatch.setattr(search_views, "MOST_FOUND", 4)
    assert 'rel="next"' not in page(q="boat", page="2")
    assert page(q="boat", page="3") == page(q="boat")


def test_what_readers_cannot_see_is_not_found():
    make_article("Draft", sections=["A boat."])
    unpublish(make_story("Gone", sections=["A boat."]), reason="Wrong.")
    index_missing()
    assert titles(q="boat") == titles(desk="harbour") == []


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"desk": "nothing"}, "There is no such desk."),
        ({"topic": "nothing"}, "There is no topic of this name."),
        ({"author": "nobody"}, "There is no author of this name."),
        ({"since": "yesterday"}, "Enter a valid date."),
        ({"until": "0001-01-01"}, "Ensure this value is greater than"),
        ({"since": "2024-01-02", "until": "2024-01-01"}, "This day is before the first one."),
    ],
)
def test_what_is_not_understood_is_said_beside_its_field_with_all_that_was_typed(asked, error):
    html = page(q="boat", **asked)
    assert error in html
    assert "Nothing was looked for" in html
    assert 'value="boat"' in html
    assert all(f'value="{value}"' in html for name, value in asked.items() if name != "desk")


@pytest.mark.usefixtures("stories")
def test_who_finds_nothing_is_told_what_may_help():
    html = page(q="submarine boat", desk="sport")
    assert "fewer words find more" in html
    assert '<a href="?q=submarine+boat">' in html
    assert 'href="/archive/"' in html
    assert "Look for these words in all stories" not in page(q="submarine")


def test_searches_are_in_no_index():
    assert '<meta name="robots" content="noindex, follow">' in page(q="boat")


@settings(
    derandomize=True,
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(
        st.sampled_from([*NAMES, "page", "other"]),
        st.text(max_size=30)
        | st.text(alphabet="\"'“”*:()-+^~<>&|!\\/ \0anotrd0123456789", max_size=30)
        | st.dates().map(str),
        max_size=4,
    )
)
def test_no_input_breaks_the_search(asked):
    page(**asked)


@pytest.mark.parametrize("number", [1, 25])
def test_a_search_costs_the_same_however_much_is_found(number, django_assert_num_queries):
    for _story in range(number):
        make_story(authors=["Nora Pell"], sections=[{"text": "The boat.", "tags": [make_tag("Bay")]}])
    assert (Desk.objects.count(), Tag.objects.count(), Author.objects.count()) == (1, 1, 1)
    page(q="boat")
    client = Client()
    # 1 whether the words are very frequent, 2 what is found, 3 a page of it, 4 its numbers of comments, 5 the
    # desks at the head of the page. PostgreSQL estimates how frequent they are before it counts.
    queries = 6 if connection.vendor == "postgresql" else 5
    with django_assert_num_queries(queries):
        client.get("/search/", {"q": "boat"})
    # Before these the desk, the topic and the author.
    with django_assert_num_queries(queries + 3):
        client.get("/search/", {"q": "boat", "desk": "harbour", "topic": "bay", "author": "nora pell"})
    assert MOST_FOUND > 25
