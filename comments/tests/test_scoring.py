"""A scorer may be slow, broken or silent: a post waits for it no longer than the policy says."""

import time
from threading import Event

import pytest
from django.test import Client

from articles.tests.builders import make_story
from comments import scorer, tokens
from comments.insults import score as insults
from comments.models import Comment, Policy
from comments.posting import edit
from comments.refusals import Asked
from comments.scorer import Score
from comments.tests.builders import post_on

pytestmark = pytest.mark.django_db
released = Event()


def sleeping(text):
    released.wait(10)
    return Score(0.0)


def broken(text):
    raise ZeroDivisionError


def silent(text):
    return None


def beyond(text):
    return Score(7.0)


def exiting(text):
    raise SystemExit


@scorer.at_once
def at_once(text):
    return Score(0.1, "mild")


@scorer.at_once
def broken_at_once(text):
    raise ZeroDivisionError


def strict(text):
    return Score(0.95, "toxic") if "vile" in text else Score(0.75, "rude") if "rude" in text else Score(0.1)


@pytest.fixture(autouse=True)
def _sleepers_wake_up_at_last():
    released.clear()
    yield
    released.set()
    deadline = time.monotonic() + 5
    while scorer.free._value < scorer.THREADS and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.fixture
def scored_by(settings):
    def choose(function):
        settings.COMMENT_SCORER = f"{__name__}.{function.__name__}"

    return choose


@pytest.fixture
def article():
    return make_story("Ferry returns")


def send(article):
    data = {"token": tokens.make(article.pk), "body": "Hello."}
    return Client().post(f"/comments/on/{article.pk}/", data)


@pytest.mark.parametrize("on_failure", Policy.OnFailure.values)
def test_a_scorer_that_sleeps_ten_seconds_delays_a_post_by_no_more_than_its_limit(
    article, scored_by, on_failure
):
    scored_by(sleeping)
    Policy.objects.create(scorer_milliseconds=200, on_failure=on_failure)
    start = time.perf_counter()
    assert send(article).status_code == 302
    assert 0.2 <= time.perf_counter() - start < 5
    comment = Comment.objects.get()
    assert comment.state == ("held" if on_failure == "hold" else "published")
    assert comment.waiting_since is not None
    assert "no answer in 0.2 s" in comment.verdicts[-1]["reason"]


def test_sleeping_scorers_do_not_pile_up(article, scored_by):
    scored_by(sleeping)
    Policy.objects.create(scorer_milliseconds=20)
    start = time.perf_counter()
    reasons = [post_on(article, f"Words {n}").verdicts[-1]["reason"] for n in range(scorer.THREADS + 3)]
    assert time.perf_counter() - start < 5
    assert sum("busy" in reason for reason in reasons) == 3
    assert scorer.free._value == 0
    scored_by(at_once)
    assert post_on(article, "More words").verdicts[-1]["reason"] == "score: 10 of 100 (mild)"


@pytest.mark.parametrize("scoring", [broken, silent, beyond, exiting, broken_at_once])
def test_a_scorer_that_fails_is_never_a_500(article, scored_by, scoring):
    scored_by(scoring)
    assert send(article).status_code == 302
    comment = Comment.objects.get()
    assert (comment.state, comment.verdicts[-1]["outcome"]) == ("published", "flag")


def test_a_scorer_that_is_not_there_is_a_failure_too(article, settings):
    settings.COMMENT_SCORER = "nowhere.score"
    assert post_on(article, "Hello.").waiting_since is not None


def test_what_scores_high_waits_and_what_scores_less_is_asked_about_once(article, scored_by):
    scored_by(strict)
    held = post_on(article, "A vile thing.")
    assert (held.state, held.verdicts[-1]["reason"]) == ("held", "score: 95 of 100 (toxic)")
    with pytest.raises(Asked, match="face to face"):
        post_on(article, "A rude thing.")
    assert post_on(article, "A rude thing.", asked=True).state == "held"
    assert post_on(article, "A kind thing.").state == "published"


def test_an_edit_is_scored_again(article, scored_by):
    scored_by(strict)
    reader = "11111111-2222-4333-8444-555555555555"
    own = post_on(article, "A kind thing.", reader=reader)
    own = Comment.objects.get()
    assert edit(own, body="A vile thing.", reader=own.reader).state == "held"


def test_without_a_scorer_or_thresholds_nobody_is_asked(article, settings, scored_by):
    settings.COMMENT_SCORER = ""
    assert post_on(article, "Hello.").verdicts[-1]["reason"] == "not scored"
    scored_by(broken)
    Policy.objects.create(score_asked_from=0, score_held_from=0)
    assert post_on(article, "Hello.").verdicts[-1]["reason"] == "not scored"


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The ferry is back, and I am glad.", 0, 0),
        ("What a stupid timetable.", 0.3, 0.6),
        ("You are an idiot.", 0.7, 0.89),
        ("Y0u are an i.d.i.o.t", 0.7, 0.89),
        ("Shut up", 0.3, 0.6),
        ("You idiot, you moron, you utter pathetic loser, drop dead.", 0.9, 1),
        ("", 0, 0),
    ],
)
def test_the_scorer_that_comes_along_knows_insults_and_whom_they_meet(text, least, most):
    assert least <= insults(text).value <= most
