"""Readers change and withdraw what they wrote, for a while, and nobody else does."""

import re
import uuid
from datetime import timedelta
from functools import partial
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from articles.models import Author
from articles.tests.builders import make_story
from comments import moderation, posting, tokens, verdicts
from comments.checking import check_threads
from comments.deciding import decide
from comments.models import Comment, Discussion, Thread
from comments.posting import Refused, Stale, edit, set_state, withdraw
from comments.tests.builders import make_comment, post_on, without_limits

pytestmark = pytest.mark.django_db

READER = uuid.uuid4()
PUBLISHED, HELD, REJECTED, REMOVED, WITHDRAWN = Comment.State


@pytest.fixture(autouse=True)
def _no_limits():
    without_limits()


@pytest.fixture
def article():
    return make_story("Ferry returns", sections=["The boat is back in the bay after two years."])


@pytest.fixture
def own(article):
    return post_on(article, "First words.", reader=READER)


def stored(comment):
    return Comment.objects.get(pk=comment.pk)


def discussion():
    return Discussion.objects.get()


def make_older(comment, **time):
    Comment.objects.filter(pk=comment.pk).update(posted_at=timezone.now() - timedelta(**time))


def hold_rude_words(monkeypatch):
    def rude(draft):
        return verdicts.hold("a rude word") if "rude" in draft.body else verdicts.passed("no rude word")

    for judge in ["judge", "judge_again"]:
        monkeypatch.setattr(posting, judge, partial(getattr(moderation, judge), checks=[rude]))


def test_an_edit_replaces_the_words_and_all_that_is_made_of_them(own):
    version = discussion().version
    edited = edit(own, body="The boat is back in the bay after two years.\n\nAt <last>!", reader=READER)
    assert edited.body_html.startswith('<blockquote class="quote">')
    assert "At &lt;last&gt;!" in edited.body_html
    assert edited.quoted_section
    assert edited.edited_at >= edited.posted_at
    assert discussion().version == version + 1
    assert discussion().comment_count == 1


def test_the_same_words_again_change_nothing(own):
    first = edit(own, body="Second words.", reader=READER, seen=own.version)
    version = discussion().version
    again = edit(own, body="Second words.", reader=READER, seen=own.version)
    assert again.edited_at == first.edited_at
    assert discussion().version == version


def test_an_edit_never_overwrites_another_unseen(own):
    edit(own, body="From one window.", reader=READER, seen=own.version)
    with pytest.raises(Stale):
        edit(own, body="From another.", reader=READER, seen=own.version)
    assert stored(own).body == "From one window."


@pytest.mark.parametrize("reader", [None, uuid.uuid4()], ids=["nobody", "another reader"])
@pytest.mark.parametrize("act", [lambda own, **by: edit(own, body="x", **by), withdraw])
def test_only_its_writer_changes_a_comment(own, act, reader):
    anonymous = make_comment(article=own.thread.discussion.article)
    for comment in [own, anonymous]:
        with pytest.raises(Refused, match="Only its writer"):
            act(comment, reader=reader)
    assert stored(own).body == "First words."
    assert discussion().comment_count == 2


@pytest.mark.parametrize("act", [lambda own, **by: edit(own, body="x", **by), withdraw])
def test_after_five_minutes_a_comment_stays_as_it_is(own, act):
    make_older(own, minutes=4, seconds=50)
    assert stored(own).is_changeable()
    make_older(own, minutes=5)
    with pytest.raises(Refused, match="time"):
        act(own, reader=READER)
    assert (stored(own).body, stored(own).state) == ("First words.", PUBLISHED)


def test_how_long_is_a_setting(own, settings):
    settings.EDIT_MINUTES = 0
    assert not own.is_changeable()
    settings.EDIT_MINUTES = 60
    make_older(own, minutes=59)
    assert edit(own, body="x", reader=READER).body == "x"


@pytest.mark.parametrize("state", [REJECTED, REMOVED])
@pytest.mark.parametrize("act", [lambda own, **by: edit(own, body="x", **by), withdraw])
def test_what_a_moderator_has_taken_down_cannot_be_changed(own, act, state):
    decide(own, state, by=None)
    with pytest.raises(Refused, match="moderator"):
        act(own, reader=READER)
    assert (stored(own).body, stored(own).state) == ("First words.", state)


def test_moderation_judges_an_edit_and_takes_it_off_the_page_and_out_of_the_count(own, monkeypatch):
    reply = make_comment("A reply", parent=own)
    make_older(reply, minutes=2)
    hold_rude_words(monkeypatch)
    edited = edit(own, body="Something rude.", reader=READER)
    assert edited.state == HELD
    assert edited.verdicts == [{"check": "rude", "outcome": "hold", "reason": "a rude word", "told": ""}]
    assert discussion().comment_count == Thread.objects.get().comment_count == 1
    assert Thread.objects.get().last_activity_at == stored(reply).posted_at
    assert list(Comment.objects.filter(state=Comment.State.HELD)) == [edited]


def test_what_a_check_has_held_is_published_once_nothing_speaks_against_it(article, monkeypatch):
    hold_rude_words(monkeypatch)
    own = post_on(article, "Something rude.", reader=READER)
    assert edit(own, body="Something kind.", reader=READER).state == PUBLISHED
    assert discussion().comment_count == Thread.objects.get().comment_count == 1


def test_what_a_moderator_has_held_stays_held_whatever_its_writer_makes_of_it(own):
    decide(own, HELD, by=None)
    edited = edit(own, body="Harmless now.", reader=READER)
    assert edited.state == HELD
    assert edited.verdicts[-1]["check"] == "held_by_people"
    assert discussion().comment_count == 0


def test_what_a_moderator_has_held_and_approved_is_judged_as_any_other(own):
    decide(own, HELD, by=None)
    decide(own, PUBLISHED, by=None)
    assert edit(own, body="Second words.", reader=READER).state == PUBLISHED


def test_a_moderator_decides_about_the_words_that_were_read(own):
    read = own.version
    edit(own, body="Other words.", reader=READER)
    with pytest.raises(Stale):
        decide(own, REMOVED, by=None, seen=read)
    assert stored(own).state == PUBLISHED
    assert not own.decisions.filter(is_effective=True).exists()
    assert decide(own, REMOVED, by=None, seen=stored(own).version)


def test_a_closed_discussion_takes_no_other_words_but_lets_one_take_them_back(article, own):
    set_state(article, Discussion.State.CLOSED)
    with pytest.raises(Refused, match="closed"):
        edit(own, body="Last words.", reader=READER)
    assert (stored(own).body, stored(own).edited_at) == ("First words.", None)
    assert withdraw(own, reader=READER)


def test_a_withdrawn_comment_without_replies_disappears(client, article, own):
    version = discussion().version
    assert withdraw(own, reader=READER)
    assert (discussion().comment_count, discussion().version) == (0, version + 1)
    assert (Thread.objects.get().comment_count, Thread.objects.get().last_activity_at) == (0, None)
    assert (
        f"comment-{own.pk}" not in client.get(article.current_edition().get_absolute_url()).content.decode()
    )


def test_a_withdrawn_comment_with_replies_is_a_tombstone_without_words(client, article, own):
    make_comment("A calm answer", parent=own)
    withdraw(own, reader=READER)
    page = client.get(article.current_edition().get_absolute_url()).content.decode()
    assert f'id="comment-{own.pk}"' in page
    assert "A calm answer" in page
    assert "First words." not in page


def test_to_withdraw_twice_is_to_withdraw_once(own):
    assert withdraw(own, reader=READER)
    version = discussion().version
    assert not withdraw(own, reader=READER)
    assert discussion().version == version


@pytest.mark.parametrize("state", [PUBLISHED, HELD, REJECTED, REMOVED])
def test_nobody_decides_about_what_its_writer_has_withdrawn(own, state):
    withdraw(own, reader=READER)
    assert not decide(own, state, by=None)
    assert stored(own).state == WITHDRAWN
    with pytest.raises(Refused, match="withdrawn"):
        edit(own, body="I changed my mind.", reader=READER)
    assert not list(check_threads())


# The pages.


def send(client, article, **fields):
    data = {"token": tokens.make(article.pk), "name": "Wren", "body": "Good news."} | fields
    client.post(f"/comments/on/{article.pk}/", data)
    return Comment.objects.order_by("-pk").first()


@pytest.fixture
def mine(client, article):
    """A comment that the client has just posted."""
    return send(client, article)


def fields_of(page):
    text = unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[1])
    return dict(re.findall(r'<input [^>]*name="(\w+)"[^>]* value="([^"]*)"', page)) | {"body": text}


def form_for(client, comment):
    return fields_of(client.get(f"/comments/{comment.pk}/edit/").content.decode())


def change(client, comment, **fields):
    return client.post(f"/comments/{comment.pk}/edit/", form_for(client, comment) | fields)


def test_a_writer_changes_a_comment_and_lands_on_it_past_any_cache(client, article, mine):
    assert form_for(client, mine)["body"] == "Good news."
    response = change(client, mine, body="Better news.")
    url = article.current_edition().get_absolute_url()
    assert response.url == f"{url}?seen={discussion().version}#comment-{mine.pk}"
    assert "Better news." in client.get(response.url.split("#")[0]).content.decode()


def test_the_own_page_of_a_recent_comment_leads_to_changing_and_withdrawing_it(client, article, mine):
    page = client.get(f"/comments/{mine.pk}/").content.decode()
    assert "Good news." in page
    for verb in ["edit", "withdraw"]:
        assert f'href="/comments/{mine.pk}/{verb}/"' in page
    assert Client().get(f"/comments/{mine.pk}/").url.endswith(f"#comment-{mine.pk}")
    make_older(mine, minutes=6)
    assert client.get(f"/comments/{mine.pk}/").url.endswith(f"#comment-{mine.pk}")


def test_who_changes_or_withdraws_a_comment_reads_on_in_the_same_order(client, mine):
    own = f"/comments/{mine.pk}/"
    page = client.get(f"{own}?order=newest").content.decode()
    for verb in ["edit", "withdraw"]:
        assert f'href="{own}{verb}/?order=newest"' in page
        asking = client.get(f"{own}{verb}/?order=newest").content.decode()
        assert f'action="{own}{verb}/?order=newest"' in asking
        assert f'href="{own}?order=newest"' in asking
    changed = client.post(f"{own}edit/?order=newest", form_for(client, mine) | {"body": "Better news."})
    assert "order=newest" in changed.url
    token = fields_of(client.get(f"{own}edit/").content.decode())["token"]
    withdrawn = client.post(f"{own}withdraw/?order=newest", {"token": token})
    assert withdrawn.url == f"{own}?order=newest"


def test_the_own_page_of_a_held_comment_stays(client, article):
    set_state(article, Discussion.State.HELD)
    held = send(client, article)
    assert "/edit/" in client.get(f"/comments/{held.pk}/").content.decode()
    make_older(held, minutes=6)
    page = client.get(f"/comments/{held.pk}/").content.decode()
    assert "waits for a moderator" in page
    assert "/edit/" not in page


def test_an_edit_that_gets_held_leads_to_the_own_page(client, mine, monkeypatch):
    hold_rude_words(monkeypatch)
    response = change(client, mine, body="Something rude.")
    assert response.url == f"/comments/{mine.pk}/"
    assert "waits for a moderator" in client.get(response.url).content.decode()
    assert Client().get(response.url).status_code == 404


REFUSALS = {
    "nothing written": ({"body": " "}, "Please write something first."),
    "too long": ({"body": "x" * 5001}, "Your comment has 5001 characters."),
    "no token": ({"token": ""}, "please send it once more"),
}


@pytest.mark.parametrize(("fields", "reason"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refused_edit_comes_back_with_the_reason_and_the_text(client, mine, fields, reason):
    response = change(client, mine, **{"body": "Better\n  <news>"} | fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert reason in page
    assert fields_of(page)["body"].strip() == fields.get("body", "Better\n  <news>").strip()
    assert fields_of(page)["seen"] == mine.version
    assert stored(mine).body == "Good news."


def test_an_edit_that_comes_too_late_comes_back_with_the_text(client, mine):
    form = form_for(client, mine)
    make_older(mine, minutes=6)
    response = client.post(f"/comments/{mine.pk}/edit/", form | {"body": "Too late?"})
    assert response.status_code == 422
    assert "has passed" in response.content.decode()
    assert fields_of(response.content.decode())["body"] == "Too late?"
    assert client.get(f"/comments/{mine.pk}/edit/").url == f"/comments/{mine.pk}/"


def test_two_windows_end_with_both_texts_on_the_page_and_the_writer_decides(client, mine):
    form = form_for(client, mine)
    change(client, mine, body="From one window.")
    response = client.post(f"/comments/{mine.pk}/edit/", form | {"body": "From another."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "From one window." in page
    assert fields_of(page)["body"] == "From another."
    assert client.post(f"/comments/{mine.pk}/edit/", fields_of(page)).status_code == 302
    assert stored(mine).body == "From another."


def test_a_busy_site_keeps_the_changed_text(client, mine, monkeypatch):
    def wait_in_vain(*args, **kwargs):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr("comments.posting.edit", wait_in_vain)
    response = change(client, mine, body="Kept words.")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert fields_of(response.content.decode())["body"] == "Kept words."


def test_a_writer_is_asked_and_then_the_comment_is_withdrawn(client, article, mine):
    page = client.get(f"/comments/{mine.pk}/withdraw/").content.decode()
    assert "Good news." in page
    assert stored(mine).state == PUBLISHED
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    response = client.post(f"/comments/{mine.pk}/withdraw/", {"token": token})
    assert response.url == f"/comments/{mine.pk}/"
    assert "You have withdrawn this comment." in client.get(response.url).content.decode()
    assert stored(mine).state == WITHDRAWN
    assert Client().get(response.url).status_code == 404


def test_a_withdrawal_without_a_fresh_token_is_asked_once_more(client, mine):
    response = client.post(f"/comments/{mine.pk}/withdraw/")
    assert response.status_code == 422
    assert stored(mine).state == PUBLISHED


@pytest.mark.parametrize("verb", ["edit", "withdraw"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_to_a_stranger_there_is_nothing_to_change(article, mine, verb, method):
    data = {"token": tokens.make(article.pk), "body": "Mine now."}
    held = post_on(article, "Held", reader=READER)
    decide(held, HELD, by=None)
    stranger = Client()
    send(stranger, article)
    for somebody in [Client(), stranger]:
        answers = [
            getattr(somebody, method)(f"/comments/{pk}/{verb}/", data)
            for pk in [mine.pk, held.pk, 999_999, 9**30]
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
    assert (stored(mine).body, stored(mine).state) == ("Good news.", PUBLISHED)


@pytest.mark.parametrize("verb", ["edit", "withdraw"])
def test_another_site_changes_nothing_and_no_cache_keeps_anything(client, article, mine, verb):
    data = {"token": tokens.make(article.pk), "body": "Theirs."}
    url = f"/comments/{mine.pk}/{verb}/"
    for headers in [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]:
        assert client.post(url, data, headers=headers).status_code == 403
    assert stored(mine).body == "Good news."
    assert "no-store" in client.get(url)["Cache-Control"]
    assert "no-store" in client.post(url, data)["Cache-Control"]


# Staff.


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("ada", is_staff=True, first_name="Ada", last_name="Finch")


def test_staff_post_under_their_own_name_whatever_was_typed(client, article, editor):
    client.force_login(editor)
    comment = send(client, article, name="Somebody Else")
    assert (comment.user, comment.name, comment.is_by_staff) == (editor, "Ada Finch", True)
    Author.objects.create(name="A. Finch", slug="a-finch", user=editor)
    assert send(client, article).name == "A. Finch"


def test_the_reply_page_says_under_which_name_staff_write(client, article, editor):
    comment = make_comment(article=article)
    client.force_login(editor)
    page = client.get(f"/comments/{comment.pk}/reply/").content.decode()
    assert "You write as <b>Ada Finch</b>" in page
    assert 'name="name"' not in page


def test_who_signs_in_without_being_staff_has_no_badge(client, article):
    client.force_login(get_user_model().objects.create_user("ben"))
    comment = send(client, article, name="Ben")
    assert (comment.user, comment.name) == (None, "Ben")


def test_whoever_signs_out_leaves_nothing_to_speak_with_for_the_paper(client, article, editor):
    client.force_login(editor)
    comment = send(client, article)
    assert change(client, comment, body="Second thoughts.").status_code == 302
    session = client.cookies.pop("sessionid")
    assert client.get(f"/comments/{comment.pk}/edit/").status_code == 404
    client.cookies["sessionid"] = session.value
    assert client.get(f"/comments/{comment.pk}/edit/").status_code == 200


def test_a_comment_outlives_the_account_of_its_writer(client, article, editor):
    client.force_login(editor)
    comment = send(client, article)
    editor.delete()
    assert (stored(comment).user, stored(comment).name) == (None, "Ada Finch")


def test_a_public_page_is_the_same_for_staff(client, article, editor):
    url = article.current_edition().get_absolute_url()
    before = client.get(url).content
    client.force_login(editor)
    assert client.get(url).content == before
    assert "guidelines" in before.decode()
