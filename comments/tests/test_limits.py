"""Limits, trust and questions: what a reader, or a network, did before decides about the next comment."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.tests.builders import make_story
from comments import tokens
from comments.checks.manners import repeated, too_fast
from comments.deciding import approve, reject, remove
from comments.drafts import Draft
from comments.models import Comment, Policy
from comments.moderation import NOT_FOR_CHANGES
from comments.policy import Thresholds
from comments.posting import edit
from comments.refusals import Asked, TooMany
from comments.tests.builders import post_on, without_limits
from comments.verdicts import Outcome

pytestmark = pytest.mark.django_db
READER = uuid.UUID("11111111-2222-4333-8444-555555555555")
LONG = "The same long advertisement for something that nobody needs, sent again and again."


@pytest.fixture
def article():
    return make_story("Ferry returns")


def send(client, article, body="Good news.", address="203.0.113.7", headers=None, **fields):
    data = {"token": tokens.make(article.pk), "body": body} | fields
    return client.post(f"/comments/on/{article.pk}/", data, REMOTE_ADDR=address, headers=headers or {})


def words_of(page):
    return re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.content.decode(), re.DOTALL)[1]


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))


def make_older(**time):
    for comment in Comment.objects.order_by():
        Comment.objects.filter(pk=comment.pk).update(posted_at=comment.posted_at - timedelta(**time))


def state_of_next(article, body=None):
    return post_on(article, body or f"Words {uuid.uuid4()}", reader=READER).state


def test_a_second_comment_too_soon_is_429_and_keeps_the_text(client, article):
    assert send(client, article).status_code == 302
    response = send(client, article, body="And another thing")
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 5
    assert words_of(response) == "And another thing"
    assert Comment.objects.count() == 1
    make_older(seconds=5)
    assert send(client, article, body="And another thing").status_code == 302


def test_after_ten_comments_in_ten_minutes_a_reader_has_to_wait(article):
    Policy.objects.create(seconds_between_posts=0)
    for _number in range(10):
        state_of_next(article)
    with pytest.raises(TooMany) as refused:
        state_of_next(article)
    assert 590 < refused.value.seconds <= 600
    make_older(minutes=10)
    assert state_of_next(article) == "published"


def test_thirty_readers_behind_one_network_can_post_in_one_minute(article):
    for _reader in range(30):
        assert send(Client(), article, body="Me too.").status_code == 302


def test_a_network_that_floods_waits_a_minute_and_its_neighbours_do_not(article):
    Policy.objects.create(posts_of_network=3)
    for _reader in range(3):
        assert send(Client(), article).status_code == 302
    response = send(Client(), article)
    assert response.status_code == 429
    assert 50 < int(response["Retry-After"]) <= 60
    assert send(Client(), article, address="203.0.113.8").status_code == 302
    make_older(minutes=1)
    assert send(Client(), article).status_code == 302


def test_what_a_stranger_says_of_its_address_is_ignored(article, settings):
    settings.TRUSTED_PROXIES = []
    Policy.objects.create(posts_of_network=3)
    answers = [
        send(Client(), article, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(4)
    ]
    assert answers == [302, 302, 302, 429]


def test_staff_write_as_fast_and_as_often_as_they_like(article, django_user_model):
    staff = django_user_model.objects.create_user("nora", is_staff=True)
    for _number in range(12):
        assert post_on(article, "SAME WORDS IN CAPITALS, AGAIN", reader=READER, user=staff).is_readable


def test_to_change_a_comment_is_not_to_post_one(article):
    own = post_on(article, "First words.", reader=READER)
    assert edit(own, body="Other words.", reader=READER).is_readable
    assert edit(own, body="First words.", reader=READER).is_readable
    assert {check.__name__ for check in NOT_FOR_CHANGES} >= {"too_soon", "too_fast"}


def test_the_same_text_twice_is_asked_about_and_then_held(client, article):
    without_limits(repeat_hours=24)
    assert send(client, article, body="Hear, hear!").status_code == 302
    asked = send(client, article, body="hear  HEAR")
    assert asked.status_code == 422
    assert "You have written the same here before." in asked.content.decode()
    assert "a moderator will read it first" in asked.content.decode()
    assert words_of(asked) == "hear  HEAR"
    assert Comment.objects.count() == 1
    response = client.post(f"/comments/on/{article.pk}/", hidden(asked) | {"body": words_of(asked)})
    assert response.status_code == 302
    held = Comment.objects.order_by("-pk")[0]
    assert (held.state, held.verdicts[-1]["check"], held.verdicts[-1]["outcome"]) == (
        "held",
        "repeated",
        "hold",
    )


def test_a_check_that_is_off_stays_off_when_another_posts_at_the_same_moment(article):
    post_on(article, LONG, reader=READER)
    just_before = timezone.now() - timedelta(seconds=1)
    draft = Draft(body=LONG, reader=READER, thresholds=Thresholds(repeat_hours=0), at=just_before)
    assert repeated(draft).outcome == Outcome.PASS


def test_after_its_hours_the_same_text_is_another(article):
    without_limits(repeat_hours=24)
    post_on(article, "Hear, hear!", reader=READER)
    make_older(hours=24)
    assert state_of_next(article, "Hear, hear!") == "published"


def test_a_long_text_of_many_readers_of_one_network_is_asked_about_and_a_short_one_is_not(article):
    without_limits(repeat_hours=24)
    for reader in [uuid.uuid4(), uuid.uuid4()]:
        post_on(article, "I agree!", reader=reader, address="203.0.113.7")
    post_on(article, LONG, reader=uuid.uuid4(), address="203.0.113.7")
    post_on(article, LONG, reader=uuid.uuid4(), address="203.0.113.8")
    with pytest.raises(Asked, match="network"):
        post_on(article, LONG, reader=uuid.uuid4(), address="203.0.113.7")


def test_a_longer_text_with_the_same_beginning_is_another(article):
    without_limits(repeat_hours=24)
    post_on(article, LONG, reader=READER)
    assert state_of_next(article, LONG + " And that is that.") == "published"
    with pytest.raises(Asked):
        state_of_next(article, LONG)


@pytest.mark.parametrize(
    ("body", "is_asked"),
    [
        ("THIS IS A SCANDAL AND EVERYBODY KNOWS IT", True),
        ("ЭТО СКАНДАЛ И ВСЕ ОБ ЭТОМ ЗНАЮТ ДАВНО", True),
        ("NATO and the EU were there, and the UN", False),
        ("NO!", False),
        ("これはとても長いコメントです。みんな知っています。", False),
    ],
)
def test_shouting_is_asked_about(article, body, is_asked):
    if is_asked:
        with pytest.raises(Asked, match="capitals"):
            post_on(article, body)
        assert post_on(article, body, asked=True).state == "held"
    else:
        assert post_on(article, body).state == "published"


def test_a_writer_who_mends_the_text_is_not_held(client, article):
    asked = send(client, article, body="THIS IS A SCANDAL AND EVERYBODY KNOWS IT")
    response = client.post(f"/comments/on/{article.pk}/", hidden(asked) | {"body": "It is a scandal."})
    assert response.status_code == 302
    assert Comment.objects.get().is_readable


def test_an_edit_is_asked_about_too_and_then_held(client, article):
    send(client, article, body="It is a scandal.")
    own = Comment.objects.get()
    data = {"token": tokens.make(article.pk), "seen": own.version}
    data["body"] = "THIS IS A SCANDAL AND EVERYBODY KNOWS IT"
    asked = client.post(f"/comments/{own.pk}/edit/", data)
    assert asked.status_code == 422
    assert hidden(asked)["asked"] == "1"
    client.post(f"/comments/{own.pk}/edit/", data | hidden(asked))
    assert Comment.objects.get().state == "held"


def test_the_reply_page_knows_who_writes_faster_than_people(client, article):
    parent = post_on(article, "Is it true?")
    form = client.get(f"/comments/{parent.pk}/reply/")
    asked = client.post(f"/comments/on/{article.pk}/", hidden(form) | {"body": "Yes."})
    assert asked.status_code == 422
    assert "very fast" in asked.content.decode()
    assert hidden(asked)["opened"] == hidden(form)["opened"]


def test_who_takes_the_time_is_not_asked(article):
    opened = timezone.now() - timedelta(seconds=4)
    assert post_on(article, "Yes.", opened_at=opened).is_readable


@pytest.mark.parametrize("opened", ["", "1:forged"])
def test_a_storys_page_does_not_know_when_it_was_opened(client, article, opened):
    assert send(client, article, opened=opened).status_code == 302
    page = client.get(article.current_edition().get_absolute_url()).content.decode()
    assert 'name="opened"' not in page
    assert 'name="asked"' not in page


def test_a_new_readers_first_comments_wait_until_three_were_approved(article):
    without_limits(approvals_before_trust=3)
    first = [post_on(article, f"Words {number}", reader=READER) for number in range(3)]
    assert first[0].verdicts[-1]["reason"] == "first comment of this reader"
    assert {comment.state for comment in first} == {"held"}
    for comment in first[:2]:
        approve(comment, by=None)
    third = post_on(article, "Third", reader=READER)
    assert third.state == "held"
    assert third.verdicts[-1]["reason"] == "approved of this reader: 2 of 3"
    approve(first[2], by=None)
    assert state_of_next(article) == "published"


def test_other_readers_and_archives_do_not_make_a_reader_trusted(article):
    without_limits(approvals_before_trust=1)
    approve(post_on(article, "Of another.", reader=uuid.uuid4()), by=None)
    approve(post_on(article, "Of nobody."), by=None)
    assert state_of_next(article) == "held"


def test_a_share_of_rejections_has_the_next_wait_and_is_forgotten_with_time(article):
    without_limits()
    posted = [post_on(article, f"Words {number}", reader=READER) for number in range(10)]
    reject(posted[0], by=None)
    remove(posted[1], by=None)
    assert state_of_next(article) == "published"
    Comment.objects.order_by("-pk")[0].delete()
    reject(posted[2], by=None)
    held = post_on(article, "Next", reader=READER)
    assert held.state == "held"
    assert held.verdicts[-1]["reason"] == "rejected of this reader: 3 of 10 in 30 days"
    make_older(days=30)
    assert state_of_next(article) == "published"


def test_a_threshold_of_0_is_off(article):
    without_limits(rejections_percent=0, capitals_percent=0)
    reject(post_on(article, "Words", reader=READER), by=None)
    assert state_of_next(article, "THIS IS A SCANDAL AND EVERYBODY KNOWS IT") == "published"


def test_the_network_is_kept_as_a_hash_only(client, article):
    send(client, article)
    stored = Comment.objects.get()
    assert re.fullmatch(r"[0-9a-f]{32}", stored.network)
    assert "203.0.113" not in str(Comment.objects.values().get())


def test_where_no_time_to_write_is_asked_for_a_form_may_come_back_at_once():
    now = timezone.now()
    # The sign of the opening is rounded, and so may lie ahead.
    later = now + timedelta(seconds=1)
    policy = Thresholds(seconds_to_write=0)
    assert too_fast(Draft(body="Yes.", thresholds=policy, opened_at=later, at=now)).outcome == Outcome.PASS
    assert too_fast(Draft(body="Yes.", opened_at=now, at=later)).outcome == Outcome.ASK
