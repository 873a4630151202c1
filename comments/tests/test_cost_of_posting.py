"""What a post asks of the database, from the form to the redirect."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.tests.builders import make_story
from comments import tokens
from comments.tests.builders import make_comment, without_limits

pytestmark = pytest.mark.django_db

# Nothing on the way is asked for the first time.
BEFORE_THE_LOCK = ["articles_edition", "comments_discussion", "comments_policy", "comments_rule"]


@pytest.fixture
def answered():
    return make_comment("Is it true?", article=make_story("Ferry returns"))


def asked_by_post(answered, **fields):
    """The tables that a post reads (in lower case) and writes (in capitals), in their order."""
    article = answered.thread.discussion.article
    data = {"token": tokens.make(article.pk), "body": "It is."} | fields
    with CaptureQueriesContext(connection) as queries:
        assert Client().post(f"/comments/on/{article.pk}/", data).status_code == 302
    return [table_of(query["sql"]) for query in queries if "SAVEPOINT" not in query["sql"]]


def table_of(sql):
    """The first table that a statement names."""
    verb, *words = sql.replace('"', "").split()
    place = {"SELECT": "FROM", "INSERT": "INTO", "UPDATE": "UPDATE"}[verb]
    table = [verb, *words][[verb, *words].index(place) + 1]
    return table if verb == "SELECT" else table.upper()


def test_a_strangers_post_is_judged_with_five_questions_and_placed_with_four(answered):
    asked_by_post(answered)
    assert asked_by_post(answered, body="It was.") == [
        *BEFORE_THE_LOCK,
        # What came from the network before.
        "comments_comment",
        "COMMENTS_THREAD",
        "COMMENTS_COMMENT",
        "COMMENTS_DISCUSSION",
        # Whether its thread stands on the story's page.
        "comments_thread",
    ]


def test_a_reply_also_locks_its_thread_and_makes_room(answered):
    asked_by_post(answered)
    assert asked_by_post(answered, parent=answered.pk) == [
        *BEFORE_THE_LOCK,
        "comments_comment",
        # The lock, then where the comment that it answers stands now.
        "comments_thread",
        "comments_comment",
        "COMMENTS_COMMENT",
        "COMMENTS_COMMENT",
        "COMMENTS_THREAD",
        "COMMENTS_DISCUSSION",
        "comments_thread",
    ]


def test_a_check_that_is_off_asks_nothing(answered):
    without_limits()
    asked_by_post(answered)
    assert asked_by_post(answered)[:5] == [*BEFORE_THE_LOCK, "COMMENTS_THREAD"]
