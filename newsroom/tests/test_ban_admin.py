"""Banning from the queue."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.tests.builders import make_story
from comments.models import Comment, PolicyChange, Rule
from comments.networks import known_until
from newsroom.tests.test_queue import QUEUE, sign_in, state_of, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    return sign_in(client, "Moderators")


def press(client, button, comment, **fields):
    url = f"/admin/comments/comment/{comment.pk}/ban/"
    data = {"kind": "banned reader", "end": "week", "sweep": "on", "days": "0", "why": ""} | fields
    page = client.post(url, data | {"preview": "1"})
    if button == "preview" or not (page.context and page.context.get("preview")):
        return page
    return client.post(url, data | {"ban": "1", "looked": page.context["form"].meaning}, follow=True)


def test_a_reader_is_banned_after_seeing_what_that_touches_and_the_ban_is_undone(client, moderator):
    article, reader = make_story(), uuid.uuid4()
    comments = [waiting(str(number), article=article, reader=reader) for number in range(3)]
    assert f"/admin/comments/comment/{comments[0].pk}/ban/" in client.get(QUEUE).content.decode()
    preview = press(client, "preview", comments[0]).content.decode()
    assert "It touches 3 comments." in preview
    assert not Rule.objects.exists()
    page = press(client, "ban", comments[0], why="Third time")
    assert "3 rejected" in page.content.decode()
    rule = Rule.objects.get()
    assert (rule.value, rule.made_by, rule.why) == (str(reader), moderator, "Third time")
    assert timedelta(days=6) < rule.until - timezone.now() <= timedelta(days=7)
    assert {state_of(comment) for comment in comments} == {"rejected"}
    undone = client.post(
        QUEUE + "undo/", {"rule": page.context["last_act"]["rule"], "back": QUEUE}, follow=True
    )
    assert "3 held for approval again." in undone.content.decode()
    assert {state_of(comment) for comment in comments} == {"held"}
    rule.refresh_from_db()
    assert rule.lifted_by == moderator
    assert undone.context["last_act"] is None


def test_the_ban_of_a_network_lasts_no_longer_than_the_network_can_be_told(client, moderator):
    comment = waiting(network="abc")
    press(client, "ban", comment, kind="banned network", end="good")
    assert Rule.objects.get().until == known_until(comment.posted_at)


@pytest.mark.usefixtures("moderator")
def test_only_what_the_comment_has_can_be_banned(client):
    bare = waiting("No link, and from an archive")
    Comment.objects.update(reader=None)
    page = client.get(f"/admin/comments/comment/{bare.pk}/ban/").content.decode()
    for kind in ["banned reader", "banned network", "banned host"]:
        assert f'value="{kind}"' not in page
        press(client, "ban", bare, kind=kind, host="spam.example")
    linking = waiting("See http://spam.example/1")
    press(client, "ban", linking, kind="banned host", host="elsewhere.example")
    assert not Rule.objects.exists()
    press(client, "ban", linking, kind="banned host", host="spam.example")
    assert Rule.objects.get().value == "spam.example"
    assert state_of(linking) == "rejected"


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("button", ["preview", "ban"])
def test_a_form_that_says_nothing_comes_back_with_the_reason(client, button):
    comment = waiting()
    page = press(client, button, comment, kind="banned word", word=" ").content.decode()
    assert "Say what is to be banned." in page
    page = press(client, button, comment, kind="banned word", end="never", days="x").content.decode()
    assert "Select a valid choice." in page
    assert not Rule.objects.exists()


@pytest.mark.usefixtures("moderator")
def test_what_was_changed_since_one_has_looked_is_looked_at_again(client):
    comment = waiting("A tide", reader=uuid.uuid4())
    looked = press(client, "preview", comment, kind="banned word", word="nothing").context["form"].meaning
    data = {"kind": "banned word", "word": "tide", "end": "good", "sweep": "on", "days": "0"}
    url = f"/admin/comments/comment/{comment.pk}/ban/"
    page = client.post(url, data | {"ban": "1", "looked": looked}).content.decode()
    assert "It touches 1 comment." in page
    assert not Rule.objects.exists()


@pytest.mark.usefixtures("moderator")
def test_nobody_sees_a_readers_id_or_a_network(client):
    reader = uuid.uuid4()
    comment = waiting(reader=reader, network="abcdef0123456789")
    for url in [QUEUE, f"/admin/comments/comment/{comment.pk}/ban/"]:
        page = client.get(url).content.decode()
        assert str(reader) not in page
        assert "abcdef0123456789" not in page


@pytest.mark.parametrize("group", ["Reporters", "Editors"])
def test_only_moderators_ban(client, group):
    comment = waiting(reader=uuid.uuid4())
    sign_in(client, group)
    assert press(client, "ban", comment).status_code == 403
    assert not Rule.objects.exists()
    assert Comment.objects.get().state == "held"


def test_lifting_a_ban_in_the_list_of_rules_brings_its_comments_back(client):
    sign_in(client, "Chief moderators")
    comment = waiting(reader=uuid.uuid4())
    press(client, "ban", comment)
    rule = Rule.objects.get()
    data = {"action": "lift", "_selected_action": [rule.pk]}
    page = client.post("/admin/comments/rule/", data, follow=True).content.decode()
    assert "1 comment is as it was before." in page
    assert state_of(comment) == "held"
    assert PolicyChange.objects.count() == 2
