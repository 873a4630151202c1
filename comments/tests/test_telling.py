"""Writers are told how their comment stands, and why, and may ask once for another look."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from articles.tests.builders import make_story
from comments import tokens
from comments.appeals import appeal
from comments.deciding import approve, hold, reject, remove, undo
from comments.models import Appeal, Comment, Decision, Report
from comments.posting import set_state, withdraw
from comments.refusals import Refused
from comments.reporting import report
from comments.tests.test_concurrency import run_workers

pytestmark = pytest.mark.django_db

PUBLISHED, HELD, REJECTED, REMOVED, WITHDRAWN = Comment.State
Reason = Decision.Reason


@pytest.fixture
def article():
    return make_story("Ferry returns")


@pytest.fixture
def mine(client, article):
    """A comment of the client's."""
    data = {"token": tokens.make(article.pk), "name": "Wren", "body": "Good news."}
    client.post(f"/comments/on/{article.pk}/", data)
    return Comment.objects.get()


def stored(comment):
    return Comment.objects.get(pk=comment.pk)


def page(client, comment):
    return client.get(f"/comments/{comment.pk}/").content.decode()


def ask(client, comment, words="He began it.", **fields):
    data = {"token": tokens.make(comment.thread.discussion.article_id), "words": words} | fields
    return client.post(f"/comments/{comment.pk}/appeal/", data)


@pytest.mark.parametrize("verb", [reject, remove], ids=["rejected", "removed"])
def test_a_writer_reads_the_moderators_reason_and_not_who_it_was(client, mine, verb):
    moderator = get_user_model().objects.create_user("mabel", first_name="Mabel")
    verb(mine, by=moderator, reason=Reason.ABUSE, note="third time, see the file")
    told = page(client, mine)
    assert "A moderator has decided not to show this comment." in told
    assert "The reason: it attacks somebody." in told
    assert "Mabel" not in told
    assert "mabel" not in told
    assert "see the file" not in told


def test_a_writer_reads_that_readers_have_reported_it_and_not_who(client, mine):
    readers = [uuid.uuid4() for _number in range(3)]
    for reader in readers:
        report(mine, category=Report.Category.SPAM, words="Advertising!", reader=reader)
    told = page(client, mine)
    assert "Readers have reported your comment." in told
    assert "Advertising!" not in told
    assert not [reader for reader in readers if str(reader) in told]


def test_a_writer_reads_what_the_decisive_check_has_to_tell(client, mine):
    verdicts = [
        {"check": "links", "outcome": "pass", "reason": "", "told": "Never shown."},
        {"check": "words", "outcome": "reject", "reason": "banned: oaf", "told": "It has a <rude> word."},
    ]
    Comment.objects.filter(pk=mine.pk).update(state=REJECTED, verdicts=verdicts)
    told = page(client, mine)
    assert "Your comment was not accepted." in told
    assert "It has a &lt;rude&gt; word." in told
    assert "Never shown." not in told
    assert "banned: oaf" not in told


def test_a_comment_that_waits_says_so_without_a_moderators_word(client, article):
    set_state(article, "held")
    data = {"token": tokens.make(article.pk), "body": "Good news."}
    response = client.post(f"/comments/on/{article.pk}/", data, follow=True)
    assert "waits for a moderator’s approval" in response.content.decode()


def test_the_last_word_counts(client, mine):
    hold(mine, by=None)
    assert "hidden your comment until it is decided about" in page(client, mine)
    reject(mine, by=None, reason=Reason.SPAM)
    assert "it advertises something" in page(client, mine)
    approve(mine, by=None)
    assert "Your comment is published." in page(client, mine)


def test_every_own_page_names_the_comments_number(client, mine):
    assert f"The number of this comment is {mine.pk}:" in page(client, mine)


def test_a_writer_appeals_once_and_reads_the_answer_at_the_same_address(client, mine):
    reject(mine, by=None, reason=Reason.OFF_TOPIC)
    assert f"/comments/{mine.pk}/appeal/" in page(client, mine)
    assert (
        "it has nothing to do with the story" in client.get(f"/comments/{mine.pk}/appeal/").content.decode()
    )
    response = ask(client, mine, "It <has>: read the third paragraph.")
    assert response.url == f"/comments/{mine.pk}/"
    told = page(client, mine)
    assert "A moderator will decide" in told
    assert "It &lt;has&gt;: read the third paragraph." in told
    assert "/appeal/" not in told
    assert stored(mine).waiting_since
    reject(mine, by=None, reason=Reason.OFF_TOPIC)
    assert "it stays as it is" in page(client, mine)
    assert ask(client, mine).url == f"/comments/{mine.pk}/"
    assert Appeal.objects.count() == 1


def test_an_appeal_that_wins_says_so_where_the_writer_asked(client, mine):
    remove(mine, by=None)
    ask(client, mine)
    approve(mine, by=None)
    assert "and it is shown" in page(client, mine)
    assert Client().get(f"/comments/{mine.pk}/").status_code == 302


def test_undoing_the_answer_asks_again(client, mine):
    reject(mine, by=None)
    ask(client, mine)
    approve(mine, by=None)
    undo(Decision.objects.first(), by=None)
    assert stored(mine).waiting_since
    assert "A moderator will decide" in page(client, mine)


def test_an_appeal_against_a_decision_is_urgent_and_one_before_it_is_not(client, mine):
    hold(mine, by=None)
    Comment.objects.filter(pk=mine.pk).update(urgency=0)
    appeal(mine, words="Please.", reader=mine.reader)
    assert stored(mine).urgency == 0
    Appeal.objects.all().delete()
    reject(mine, by=None)
    appeal(mine, words="Please.", reader=mine.reader)
    assert stored(mine).urgency > 0


def test_only_the_writer_appeals_and_only_against_something(mine):
    with pytest.raises(Refused, match="nothing to appeal"):
        appeal(mine, words="Please.", reader=mine.reader)
    reject(mine, by=None)
    with pytest.raises(Refused, match="Only its writer"):
        appeal(mine, words="Please.", reader=uuid.uuid4())
    appeal(mine, words="Please.", reader=mine.reader)
    with pytest.raises(Refused, match="once"):
        appeal(mine, words="Please!", reader=mine.reader)


def test_there_is_nothing_to_appeal_against_what_one_has_withdrawn(client, mine):
    withdraw(mine, reader=mine.reader)
    assert "appeal" not in page(client, mine)
    assert ask(client, mine).url == f"/comments/{mine.pk}/"
    assert not Appeal.objects.exists()


REFUSALS = {
    "no words": ({"words": " \n"}, "Please write what it is about."),
    "too long": ({"words": "x" * 1001}, "Your text has 1001 characters."),
    "no token": ({"token": ""}, "please send it once more"),
}


@pytest.mark.parametrize(("fields", "reason"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refused_appeal_comes_back_with_its_words(client, mine, fields, reason):
    reject(mine, by=None)
    response = ask(client, mine, **{"words": "</textarea><script>"} | fields)
    assert response.status_code == 422
    assert reason in response.content.decode()
    if "words" not in fields:
        assert "&lt;/textarea&gt;&lt;script&gt;</textarea>" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_to_a_stranger_there_is_nothing_to_appeal_against(mine, method):
    reject(mine, by=None)
    answers = [getattr(Client(), method)(f"/comments/{pk}/appeal/") for pk in [mine.pk, 999_999, 9**30]]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_the_own_page_costs_what_it_tells(client, mine, django_assert_num_queries):
    reject(mine, by=None, reason=Reason.ABUSE)
    ask(client, mine)
    # The comment with its discussion and appeal; the edition; the last decision; the desks of the masthead.
    with django_assert_num_queries(4):
        page(client, mine)


@pytest.mark.django_db(transaction=True)
def test_eight_appeals_at_once_are_one(client, mine):
    reject(mine, by=None)

    def work(_number):
        try:
            return bool(appeal(mine, words="Please.", reader=mine.reader))
        except Refused:
            return False

    assert sum(run_workers(work)) == 1
    assert Appeal.objects.count() == 1
