import re
from html import unescape

import pytest
from django.db import OperationalError
from django.test import Client

from articles.tests.builders import make_article, make_story
from comments import tokens
from comments.deciding import decide
from comments.forms import BODY_LENGTH
from comments.models import Comment, Discussion
from comments.moderation import judge
from comments.posting import set_state
from comments.tests.builders import make_comment, without_limits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits():
    without_limits()


@pytest.fixture
def article():
    return make_story("Ferry returns")


def send(client, article, **fields):
    data = {"token": tokens.make(article.pk), "name": "Wren", "body": "Good news.", "parent": ""} | fields
    headers = data.pop("headers", {})
    return client.post(f"/comments/on/{article.pk}/", data, headers=headers)


def page_after(client, response):
    """The page to which a post redirects; the address without its anchor must be a public one."""
    return client.get(response.url.split("#")[0]).content.decode()


def test_a_comment_is_posted_and_its_writer_lands_on_it(client, article):
    response = send(client, article)
    comment = Comment.objects.get()
    assert response.status_code == 302
    assert response.url == f"{article.current_edition().get_absolute_url()}?seen=1#comment-{comment.pk}"
    page = page_after(client, response)
    assert f'id="comment-{comment.pk}"' in page
    assert "Good news." in page
    assert "Wren" in page


def test_a_reply_lands_below_what_it_answers(client, article):
    parent = make_comment("Is it true?", article=article)
    response = send(client, article, parent=parent.pk)
    reply = Comment.objects.get(parent=parent)
    assert (reply.thread_id, reply.level) == (parent.thread_id, 1)
    page = page_after(client, response)
    assert page.index(f'id="comment-{parent.pk}"') < page.index(f'id="comment-{reply.pk}"')


@pytest.mark.parametrize("crowd", ["in a long thread", "behind many threads"])
def test_a_writer_lands_on_the_comment_wherever_it_stands(client, article, crowd):
    parent = make_comment("root", article=article)
    for number in range(130):
        make_comment(str(number), article=article, parent=parent if crowd == "in a long thread" else None)
    response = send(client, article, parent=parent.pk if crowd == "in a long thread" else "")
    comment = Comment.objects.order_by("-pk").first()
    assert response.url.endswith(f"#comment-{comment.pk}")
    assert f'id="comment-{comment.pk}"' in page_after(client, response)


def test_without_a_name_one_is_anonymous(client, article):
    assert "Anonymous" in page_after(client, send(client, article, name="  "))


def test_the_reply_page_shows_whom_one_answers(client, article):
    parent = make_comment("Is it <b>true</b>?", article=article, name="Old Gannet")
    page = client.get(f"/comments/{parent.pk}/reply/").content.decode()
    assert "Reply to Old Gannet" in page
    assert "Is it &lt;b&gt;true&lt;/b&gt;?" in page
    assert f'name="parent" value="{parent.pk}"' in page
    assert f'action="/comments/on/{article.pk}/"' in page


def long_ago(monkeypatch):
    now = tokens.ticks()
    monkeypatch.setattr(tokens, "ticks", lambda: now - 100)


REFUSALS = {
    "nothing written": ({"body": " \n "}, "Please write something first."),
    "too long": ({"body": "x" * (BODY_LENGTH + 1)}, "Your comment has 5001 characters."),
    "a name too long": ({"name": "N" * 61}, "a name of at most 60 characters"),
    "no such parent": ({"parent": "999999"}, "no longer there"),
    "a senseless parent": ({"parent": "first"}, "Enter a whole number."),
    "a parent beyond all numbers": ({"parent": "9" * 30}, "less than or equal"),
    "no token": ({"token": ""}, "please send it once more"),
    "another's token": ({"token": "7:7:forged"}, "please send it once more"),
    "the trap": ({"website": "http://spam.example"}, "leave the field “Website” empty"),
}


@pytest.mark.parametrize(("fields", "reason"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refused_form_comes_back_with_the_reason_and_all_that_was_typed(client, article, fields, reason):
    typed = {"name": "Wren & Co", "body": 'A "quoted" <thought>\n\n  with its spaces'} | fields
    response = send(client, article, **typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert reason in page
    assert not Comment.objects.exists()
    assert textarea_of(page).strip() == typed["body"].strip()
    assert typed["name"].replace("&", "&amp;") in page
    assert typed.get("website", "") in page


def textarea_of(page):

    return unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[1])


def test_a_returned_form_can_be_sent_as_it_is(client, article, monkeypatch):
    with monkeypatch.context() as patch:
        long_ago(patch)
        stale = tokens.make(article.pk)
    page = send(client, article, token=stale, body="Kept words.").content.decode()
    fields = dict(re.findall(r'<input [^>]*name="(\w+)"[^>]* value="([^"]*)"', page))
    assert fields["token"] != stale
    response = client.post(f"/comments/on/{article.pk}/", fields | {"body": textarea_of(page)})
    assert response.status_code == 302
    assert Comment.objects.get().body == "Kept words."


def test_a_token_is_good_for_its_own_article_only(client, article):
    other = make_story("Another")
    assert send(client, article, token=tokens.make(other.pk)).status_code == 422


def test_a_closed_discussion_gives_the_text_back(client, article):
    set_state(article, Discussion.State.CLOSED)
    page = send(client, article, body="Too late?").content.decode()
    assert "This discussion is closed." in page
    assert textarea_of(page) == "Too late?"


def test_a_discussion_that_closes_while_the_comment_is_judged_gives_the_text_back(
    client, article, monkeypatch
):
    def judge_slowly(draft):
        set_state(article, Discussion.State.CLOSED)
        return judge(draft)

    monkeypatch.setattr("comments.posting.judge", judge_slowly)
    response = send(client, article, body="Too late?")
    assert response.status_code == 422
    assert "This discussion is closed." in response.content.decode()


@pytest.mark.parametrize("state", [Comment.State.HELD, Comment.State.REJECTED, Comment.State.REMOVED])
def test_a_comment_that_has_gone_takes_no_reply_but_the_text_can_still_be_posted(client, article, state):
    parent = make_comment(article=article, state=state)
    response = send(client, article, parent=parent.pk, body="My answer.")
    page = response.content.decode()
    assert "no longer there" in page
    assert 'name="parent" value=""' in page
    assert textarea_of(page) == "My answer."


def test_a_parent_on_another_story_is_refused(client, article):
    elsewhere = make_comment()
    assert send(client, article, parent=elsewhere.pk).status_code == 422


@pytest.mark.parametrize("make", [make_article, None], ids=["a draft", "nothing"])
def test_there_is_no_form_for_what_readers_cannot_see(client, make):
    article_id = make().pk if make else 12345
    assert client.post(f"/comments/on/{article_id}/", {"body": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://testserver"}, 302),
        ({"Origin": "https://testserver"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
        ({}, 302),
    ],
)
def test_another_site_cannot_post_in_a_readers_name(article, headers, status):
    client = Client(enforce_csrf_checks=True)
    assert send(client, article, headers=headers).status_code == status


def test_in_a_held_discussion_the_writer_sees_that_the_comment_waits_and_nobody_else_does(client, article):
    set_state(article, Discussion.State.HELD)
    response = send(client, article, body="Patience.")
    comment = Comment.objects.get()
    assert response.url == f"/comments/{comment.pk}/"
    page = client.get(response.url).content.decode()
    assert "waits for a moderator" in page
    assert "Patience." in page
    assert Client().get(response.url).status_code == 404
    assert "Patience." not in client.get(article.current_edition().get_absolute_url()).content.decode()


def test_to_strangers_held_rejected_and_never_written_look_alike(article):
    held = make_comment(article=article, state=Comment.State.HELD)
    rejected = make_comment(article=article, state=Comment.State.REJECTED)
    answers = [Client().get(f"/comments/{pk}/") for pk in [held.pk, rejected.pk, 999_999, 9**30]]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    replies = [Client().get(f"/comments/{pk}/reply/") for pk in [held.pk, rejected.pk, 999_999]]
    assert {answer.status_code for answer in replies} == {404}


def test_a_permalink_leads_to_the_comment(client, article):
    comment = make_comment(article=article)
    response = client.get(f"/comments/{comment.pk}/")
    assert response.url == f"{article.current_edition().get_absolute_url()}#comment-{comment.pk}"


def test_a_removed_comment_with_replies_is_a_tombstone_without_words_or_name(client, article):
    parent = make_comment("Rude words", article=article, name="Rude Name")
    make_comment("A calm answer", parent=parent)
    decide(parent, Comment.State.REMOVED, by=None)
    page = client.get(article.current_edition().get_absolute_url()).content.decode()
    assert "This comment was removed." in page
    assert "A calm answer" in page
    assert "Rude" not in page
    assert f"/comments/{parent.pk}/reply/" not in page


def test_a_removed_comment_without_replies_disappears(client, article):
    make_comment("Stays", article=article)
    gone = make_comment("Goes", article=article, state=Comment.State.REMOVED)
    page = client.get(article.current_edition().get_absolute_url()).content.decode()
    assert f"comment-{gone.pk}" not in page
    assert "1 comment" in page


def test_the_cookie_is_set_by_a_post_for_the_comments_own_addresses_only(client, article):
    cookie = send(client, article).cookies["reader"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/comments/", True, "Lax")
    assert Comment.objects.get().reader is not None
    send(client, article, body="Again.")
    assert len(set(Comment.objects.order_by().values_list("reader", flat=True))) == 1


def test_a_forged_cookie_is_nobody(client, article):
    client.cookies["reader"] = "0" * 32 + ":forged"
    assert send(client, article).status_code == 302


@pytest.mark.parametrize("address", ["/comments/on/{}/", "/comments/{}/reply/"])
def test_what_is_personal_is_never_stored_by_a_cache(client, article, address):
    comment = make_comment(article=article)
    pk = article.pk if "on" in address else comment.pk
    response = client.get(address.format(pk)) if "reply" in address else send(client, article)
    assert "no-store" in response["Cache-Control"]


def test_a_busy_site_says_so_and_keeps_the_text(client, article, monkeypatch):
    def wait_in_vain(**draft):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr("comments.views.post", wait_in_vain)
    response = send(client, article, body="Kept words.")
    page = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "We are very busy" in page
    assert textarea_of(page) == "Kept words."


def test_a_script_that_asks_for_no_page_is_told_where_the_comment_is(client, article):
    response = send(client, article, headers={"Prefer": "return=minimal"})
    assert response.status_code == 201
    assert response.content == b""
    assert response["Location"].endswith(f"?seen=1#comment-{Comment.objects.get().pk}")
    assert response.cookies["reader"]


def test_a_permalink_leads_past_every_cache_if_it_is_asked_to(client, article):
    comment = make_comment(article=article)
    make_comment(article=article)
    assert f"?seen=2#comment-{comment.pk}" in client.get(f"/comments/{comment.pk}/?seen=1").url
