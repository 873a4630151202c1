"""The ordered list: what each check says, who is asked, and what is kept of it."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Desk, Edition
from articles.tests.builders import make_story
from comments import moderation
from comments.checks import naming
from comments.drafts import Draft
from comments.models import Comment, Discussion, Policy, Rule
from comments.moderation import judge
from comments.networks import hashes
from comments.policy import Thresholds, in_force
from comments.posting import Refused, edit, set_state
from comments.tests.builders import make_comment, post_on
from comments.verdicts import Outcome, flag, hold, in_words, passed

pytestmark = pytest.mark.django_db
Kind = Rule.Kind
PUBLISHED, HELD, REJECTED, *_ = Comment.State
READER = uuid.UUID("11111111-2222-4333-8444-555555555555")


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create_user("nora", is_staff=True)


def rule(kind, value, **values):
    return Rule.objects.create(kind=kind, value=value, **values)


def test_every_check_has_a_name_in_words():
    assert [check.__name__ for check in moderation.CHECKS if check.__name__ not in naming.NAMES] == []


def judged(body="Well said.", **more):
    """(the state, the name of the check that said the last word, its reason)"""
    judgement = judge(Draft(body=body, **more))
    return judgement.state, judgement.verdicts[-1]["check"], judgement.verdicts[-1]["reason"]


def test_the_first_decisive_answer_wins_and_all_before_it_are_kept():
    rule(Kind.BANNED_WORD, "idiot")
    comment = make_comment("An idiot writes http://a.com http://b.com http://c.com")
    assert comment.state == REJECTED
    assert [verdict["check"] for verdict in comment.verdicts] == [
        "discussion_is_closed",
        "reader_is_banned",
        "network_is_banned",
        "too_soon",
        "too_many_of_reader",
        "too_many_of_network",
        "banned_words",
    ]
    assert [verdict["outcome"] for verdict in comment.verdicts] == [*["pass"] * 6, "reject"]
    assert comment.verdicts[-1]["reason"] == "banned word “idiot”"


def test_moderators_read_what_decided_first_and_then_the_rest():
    comment = make_comment("http://a.com http://b.com http://c.com")
    said = in_words(comment.verdicts)
    assert said[:2] == ["held: links: 3 of at most 2", "the discussion takes comments"]
    assert len(said) == len(comment.verdicts)


def test_what_older_comments_carry_can_still_be_read():
    verdict = {"check": "x", "state": None, "reason": "the discussion is open"}
    assert in_words([verdict]) == ["the discussion is open"]


@pytest.mark.parametrize(
    ("kind", "value", "body", "state"),
    [
        (Kind.BANNED_WORD, "idiot*", "What idiots!", REJECTED),
        (Kind.BANNED_WORD, "buy now", "Buy — now", REJECTED),
        (Kind.SUSPECT_WORD, "scam", "It is a scam.", HELD),
        (Kind.SUSPECT_WORD, "scam", "It is a scampi.", PUBLISHED),
        (Kind.BANNED_HOST, "evil.example", "see http://www.evil.example/x", REJECTED),
        (Kind.BANNED_HOST, "evil.example", "see evil.example", REJECTED),
        (Kind.BANNED_HOST, "evil.example", "see http://notevil.example", PUBLISHED),
        (Kind.ALLOWED_HOST, "a.com", "http://a.com http://www.a.com http://x.a.com", PUBLISHED),
    ],
)
def test_the_moderators_lists_count(kind, value, body, state):
    rule(kind, value)
    assert judged(body)[0] == state


def test_a_name_is_read_as_the_text_is():
    rule(Kind.BANNED_WORD, "idiot")
    assert make_comment(name="The Idiot").state == REJECTED


def test_links_to_our_own_pages_are_none(settings):
    settings.ALLOWED_HOSTS = ["paper.example", "*"]
    body = "https://paper.example/1 https://paper.example/2 https://www.paper.example/3"
    assert judged(body)[0] == PUBLISHED


def test_a_rule_counts_from_the_next_comment_on_until_it_is_lifted_or_ends():
    assert judged("idiot")[0] == PUBLISHED
    made = rule(Kind.BANNED_WORD, "idiot")
    assert judged("idiot")[0] == REJECTED
    Rule.objects.filter(pk=made.pk).update(lifted_at=timezone.now())
    assert judged("idiot")[0] == PUBLISHED
    rule(Kind.BANNED_WORD, "idiot", until=timezone.now() + timedelta(hours=1))
    assert judged("idiot")[0] == REJECTED
    assert judged("idiot", at=timezone.now() + timedelta(hours=2))[0] == PUBLISHED


def test_rules_are_read_once_for_as_long_as_they_stay(django_assert_num_queries):
    rule(Kind.BANNED_WORD, "idiot")
    judged()
    with django_assert_num_queries(1):  # whether the table has changed
        judged()


@pytest.mark.parametrize(
    ("own", "policy", "days", "becomes"),
    [
        ("", {"state": "closed"}, 0, "closed"),
        ("", {"closed_after_days": 7}, 8, "closed"),
        ("", {"held_after_days": 7}, 8, "held"),
        ("open", {"closed_after_days": 7}, 8, "open"),
        ("held", {}, 0, "held"),
    ],
)
def test_a_discussion_is_closed_or_held_by_story_desk_and_age(client, own, policy, days, becomes):
    story = make_story("Ferry returns")
    Edition.objects.update(published_at=timezone.now() - timedelta(days=days))
    Policy.objects.create(desk=Desk.objects.get(), **policy)
    set_state(story, own)
    page = client.get(story.current_edition().get_absolute_url()).content.decode()
    assert ("This discussion is closed." in page) == (becomes == "closed")
    assert ("once a moderator has read them" in page) == (becomes == "held")
    if becomes == "closed":
        with pytest.raises(Refused, match="closed"):
            post_on(story, "Too late?")
        assert not Comment.objects.exists()
    else:
        assert post_on(story, "In time.").state == (HELD if becomes == "held" else PUBLISHED)


def test_a_banned_word_is_rejected_where_all_is_held():
    rule(Kind.BANNED_WORD, "idiot")
    assert judged("idiot", discussion=Discussion(state="held"))[0] == REJECTED


@pytest.mark.parametrize("until", [None, timezone.now() + timedelta(days=3)])
@pytest.mark.parametrize("kind", [Kind.BANNED_READER, Kind.BANNED_NETWORK])
def test_who_is_banned_is_told_until_when(client, settings, kind, until):
    settings.TIME_ZONE = "UTC"
    rule(kind, str(READER) if kind == Kind.BANNED_READER else hashes("203.0.113.7")[0], until=until)
    words = "any more" if until is None else f"until {until:%-d %B %Y}"
    with pytest.raises(Refused, match=words):
        post_on(make_story(), "Hello.", reader=READER, address="203.0.113.7")
    assert not Comment.objects.exists()


def test_others_than_the_banned_may_write():
    rule(Kind.BANNED_READER, str(uuid.uuid4()))
    rule(Kind.BANNED_NETWORK, hashes("203.0.113.8")[0])
    assert post_on(make_story(), "Hello.", reader=READER, address="203.0.113.7").state == PUBLISHED


def test_staff_pass_by_what_judges_words_and_not_by_closure(staff):
    rule(Kind.BANNED_WORD, "idiot")
    story = make_story()
    assert post_on(story, "idiot http://a.com http://b.com http://c.com", user=staff).state == PUBLISHED
    set_state(story, "held")
    assert post_on(story, "idiot", user=staff).state == HELD
    set_state(story, "closed")
    with pytest.raises(Refused):
        post_on(story, "idiot", user=staff)


def test_an_edit_is_judged_by_the_same_list():
    rule(Kind.BANNED_WORD, "idiot")
    own = post_on(make_story(), "Good news.", reader=READER)
    edited = edit(own, body="An idiot.", reader=READER)
    assert edited.state == REJECTED
    assert edited.verdicts[-1]["check"] == "banned_words"
    assert Discussion.objects.get().comment_count == 0


def test_a_clean_edit_of_what_a_check_has_held_waits_for_nobody():
    rule(Kind.SUSPECT_WORD, "scam")
    own = post_on(make_story(), "A scam.", reader=READER)
    edited = edit(own, body="A bargain.", reader=READER)
    assert (edited.state, edited.waiting_since) == (PUBLISHED, None)


@pytest.mark.parametrize("on_failure", Policy.OnFailure.values)
def test_a_check_that_throws_gives_no_500_and_the_policy_decides(client, monkeypatch, caplog, on_failure):
    def broken(draft):
        raise ZeroDivisionError

    Policy.objects.create(on_failure=on_failure)
    monkeypatch.setattr(moderation, "CHECKS", [broken, lambda draft: passed("fine")])
    comment = post_on(make_story(), "Hello.")
    assert comment.state == (HELD if on_failure == "hold" else PUBLISHED)
    assert comment.waiting_since is not None
    assert "broken failed (ZeroDivisionError)" in comment.verdicts[0]["reason"]
    assert "broken" in caplog.text


def test_what_is_flagged_is_seen_and_waits():
    judgement = judge(Draft(body="x"), checks=[lambda draft: flag("odd"), lambda draft: passed("fine")])
    assert (judgement.state, judgement.is_flagged) == (PUBLISHED, True)
    assert len(judgement.verdicts) == 2


def test_a_flag_does_not_save_from_what_follows():
    judgement = judge(Draft(body="x"), checks=[lambda draft: flag("odd"), lambda draft: hold("no")])
    assert judgement.state == HELD
    assert judgement.verdicts[0]["outcome"] == Outcome.FLAG


def test_the_number_of_links_is_a_threshold():
    body = "http://a.com"
    assert judged(body, thresholds=Thresholds(links_held_above=0))[0] == HELD
    assert judged(body, thresholds=Thresholds(links_held_above=1))[0] == PUBLISHED


def test_a_post_of_a_known_reader_asks_four_things(django_assert_num_queries):
    judge(Draft(body="x"))
    with django_assert_num_queries(4):
        # 1 the policy, 2 whether the rules have changed, 3 the reader's newest comments, 4 the network's.
        draft = Draft(body="x", reader=READER, networks=hashes("203.0.113.7"), thresholds=in_force(None))
        assert judge(draft).state == PUBLISHED
