"""Bans, what they make of comments that wait, and that lifting them leaves nothing behind."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.tests.builders import make_story
from comments.banning import ban, count_touched, lift
from comments.checking import check_threads
from comments.deciding import approve, decide
from comments.models import Comment, Decision, Rule
from comments.networks import KEY_DAYS, hashes, known_until
from comments.posting import post
from comments.refusals import Refused
from comments.tests.builders import make_comment

pytestmark = pytest.mark.django_db
Kind = Rule.Kind


def waiting(article, body="Words", *, state="held", minutes=0, urgency=0, **fields):
    comment = make_comment(body, article=article)
    since = timezone.now() - timedelta(minutes=minutes)
    Comment.objects.filter(pk=comment.pk).update(state=state, waiting_since=since, urgency=urgency, **fields)
    return Comment.objects.get(pk=comment.pk)


def everything():
    """How every comment stands."""
    rows = Comment.objects.order_by().values_list("pk", "state", "waiting_since", "urgency")
    return {pk: rest for pk, *rest in rows}


def mend_counters():
    list(check_threads(fix=True))


def test_lifting_a_ban_that_rejected_forty_brings_exactly_those_forty_back_as_they_were():
    article, reader = make_story(), uuid.uuid4()
    own = [
        waiting(article, str(n), reader=reader, minutes=n, urgency=n % 3, state=["held", "published"][n % 2])
        for n in range(40)
    ]
    published = make_comment("of old", article=article)
    Comment.objects.filter(pk=published.pk).update(reader=reader)
    waiting(article, "somebody else's", reader=uuid.uuid4())
    rejected = make_comment("rejected before", article=article, state="rejected")
    Comment.objects.filter(pk=rejected.pk).update(reader=reader)
    mend_counters()
    before = everything()

    done = ban(Kind.BANNED_READER, reader, by=None)
    assert len(done.decisions) == 40
    states = [state for state, *_ in everything().values()]
    assert [states.count(state) for state in ["rejected", "removed"]] == [21, 20]
    lifted = lift(done.rule, by=None)
    assert (len(lifted.decisions), lifted.left) == (40, 0)
    assert everything() == before
    assert not list(check_threads())
    assert len(own) == 40


def test_what_was_decided_about_anew_stays_when_the_ban_is_lifted():
    article, reader = make_story(), uuid.uuid4()
    kept, changed = (waiting(article, str(n), reader=reader) for n in range(2))
    rule = ban(Kind.BANNED_READER, reader, by=None).rule
    approve(changed, by=None)
    lifted = lift(rule, by=None)
    assert (len(lifted.decisions), lifted.left) == (1, 1)
    assert {pk: state for pk, (state, *_) in everything().items()} == {
        kept.pk: "held",
        changed.pk: "published",
    }


def test_lifting_twice_is_lifting_once():
    article, reader = make_story(), uuid.uuid4()
    comment = waiting(article, reader=reader)
    rule = ban(Kind.BANNED_READER, reader, by=None).rule
    lift(rule, by=None)
    decide(comment, Comment.State.REJECTED, by=None)
    assert lift(rule, by=None).decisions == []
    rule.refresh_from_db()
    assert not rule.is_in_force()
    assert everything()[comment.pk][0] == "rejected"


@pytest.mark.parametrize(
    ("kind", "value", "touched"),
    [
        (Kind.BANNED_WORD, "watch*", ["Cheap WATCHES", "The w4tch"]),
        (Kind.BANNED_HOST, "spam.example", ["See http://shop.spam.example/1"]),
    ],
)
def test_a_banned_word_or_host_rejects_what_waits_with_it(kind, value, touched):
    article = make_story()
    for body in ["Cheap WATCHES", "The w4tch", "See http://shop.spam.example/1", "Nothing of it"]:
        waiting(article, body)
    assert count_touched(kind, value, most=10)[0] == len(touched)
    ban(kind, value, by=None)
    rejected = Comment.objects.order_by("pk").filter(state="rejected").values_list("body", flat=True)
    assert list(rejected) == touched


def test_a_suspect_word_holds_what_readers_see_and_lets_what_is_held_wait():
    article = make_story()
    held, shown = waiting(article, "a tide"), waiting(article, "a tide", state="published")
    done = ban(Kind.SUSPECT_WORD, "tide", by=None)
    assert [decision.comment_id for decision in done.decisions] == [shown.pk]
    assert {state for state, *_ in everything().values()} == {"held"}
    lift(done.rule, by=None)
    assert everything()[shown.pk][0] == "published"
    assert everything()[held.pk][0] == "held"


def test_a_ban_may_take_what_was_published_in_the_last_days():
    article, reader = make_story(), uuid.uuid4()
    new, old = (make_comment(body, article=article) for body in ["new", "old"])
    Comment.objects.order_by().update(reader=reader)
    Comment.objects.filter(pk=old.pk).update(posted_at=timezone.now() - timedelta(days=9))
    ban(Kind.BANNED_READER, reader, by=None, days=7)
    assert {pk: state for pk, (state, *_) in everything().items()} == {new.pk: "removed", old.pk: "published"}


def test_a_ban_touches_no_comment_of_the_papers_own_people(django_user_model):
    article, network = make_story(), "abc"
    ours = waiting(article, network=network, user=django_user_model.objects.create(username="nora"))
    theirs = waiting(article, network=network)
    ban(Kind.BANNED_NETWORK, network, by=None)
    assert {pk: state for pk, (state, *_) in everything().items()} == {ours.pk: "held", theirs.pk: "rejected"}


def test_without_a_sweep_only_what_comes_is_touched():
    reader = uuid.uuid4()
    edition = make_story().current_edition()
    comment = post(edition=edition, body="before", reader=reader)
    assert ban(Kind.BANNED_READER, reader, by=None, sweep=False).decisions == []
    assert Comment.objects.get(pk=comment.pk).state == "published"
    with pytest.raises(Refused):
        post(edition=edition, body="after", reader=reader)


def test_what_a_rule_has_rejected_on_arrival_waits_when_the_rule_is_lifted():
    edition = make_story().current_edition()
    rule = ban(Kind.BANNED_WORD, "watches", by=None).rule
    other = ban(Kind.BANNED_WORD, "pills", by=None).rule
    ours = post(edition=edition, body="Buy watches", reader=uuid.uuid4())
    others = post(edition=edition, body="Buy pills", reader=uuid.uuid4())
    assert ours.state == others.state == "rejected"
    lift(rule, by=None)
    assert {pk: state for pk, (state, *_) in everything().items()} == {ours.pk: "held", others.pk: "rejected"}
    assert ours.decisions.get().because_of == rule
    assert other.is_in_force()
    lift(rule, by=None)
    assert everything()[ours.pk][0] == "held"


def test_nobody_is_banned_twice_at_once_and_an_old_ban_makes_room():
    ban(Kind.BANNED_WORD, "tide", by=None)
    with pytest.raises(Refused):
        ban(Kind.BANNED_WORD, "tide", by=None)
    Rule.objects.update(until=timezone.now() - timedelta(days=1))
    assert ban(Kind.BANNED_WORD, "tide", by=None).rule.is_in_force()
    assert Rule.objects.in_force().count() == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.BANNED_READER, None),
        (Kind.BANNED_READER, "x"),
        (Kind.BANNED_NETWORK, ""),
        (Kind.BANNED_WORD, " * "),
        (Kind.BANNED_WORD, "w" * 201),
        (Kind.BANNED_HOST, "."),
    ],
)
def test_what_is_nothing_cannot_be_banned(kind, value):
    with pytest.raises(Refused):
        ban(kind, value, by=None)
    assert not Rule.objects.exists()


def test_a_comment_that_changes_during_the_sweep_is_left(monkeypatch):
    article, reader = make_story(), uuid.uuid4()
    comment = waiting(article, reader=reader)
    version = Comment.version
    monkeypatch.setattr(Comment, "version", property(lambda self: version.fget(self) + str(id(self))))
    done = ban(Kind.BANNED_READER, reader, by=None)
    assert (done.decisions, done.left) == ([], 1)
    assert everything()[comment.pk][0] == "held"
    assert not Decision.objects.get().is_effective


@pytest.mark.parametrize("days", [0, 3, 6.99])
def test_a_network_is_known_until_its_hash_is_forgotten(days):
    stored_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days)
    (stored, _before) = hashes("192.0.2.1", at=stored_at)
    end = known_until(stored_at)
    assert stored in hashes("192.0.2.1", at=end - timedelta(seconds=1))
    assert stored not in hashes("192.0.2.1", at=end)
    assert timedelta(days=KEY_DAYS) < end - stored_at <= timedelta(days=2 * KEY_DAYS)
