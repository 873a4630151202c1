"""Readers stay in the order in which they read."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.tests.builders import make_story
from comments import tokens
from comments.deciding import decide
from comments.models import Comment, Discussion, Policy
from comments.orders import ORDERS
from comments.permalinks import threads_before
from comments.rows import threads_after
from comments.tests.builders import make_comment

pytestmark = pytest.mark.django_db

OTHERS = [order.word for order in ORDERS[1:]]


@pytest.fixture
def article():
    return make_story("Ferry returns")


def url_of(article):
    return article.current_edition().get_absolute_url()


def page(url, client=None):
    response = (client or Client()).get(url)
    assert response.status_code == 200
    return response.content.decode()


def addresses(html):
    return [unescape(address) for address in re.findall(r'href="([^"]*)"', html)]


def send(client, article, **fields):
    data = {"token": tokens.make(article.pk), "name": "", "body": "Good news.", "parent": ""} | fields
    return client.post(f"/comments/on/{article.pk}/", data)


@pytest.fixture
def crowd(article):
    """More threads than a page holds, one of them long."""
    roots = [make_comment(str(number), article=article) for number in range(27)]
    for number in range(110):
        make_comment(f"reply {number}", parent=roots[13])
    return roots


@pytest.mark.parametrize("word", OTHERS)
def test_every_link_among_the_comments_keeps_the_order(article, crowd, word):
    html = page(f"{url_of(article)}?order={word}")
    discussion = html[html.index('id="comments"') : html.index("<form")]
    kept = re.compile(r"/(reply|threads/\d+|comments/\d+)/(\?|$)")
    links = [address for address in addresses(discussion) if kept.search(address)]
    assert len(links) > 50
    assert [address for address in links if f"order={word}" not in address] == []
    assert f'name="order" value="{word}"' in html
    thread = page(f"{url_of(article)}threads/{crowd[13].thread_id}/?order={word}")
    assert f"{url_of(article)}?order={word}#comments" in addresses(thread)
    assert f"order={word}" in next(address for address in addresses(thread) if "after=" in address)


def test_the_usual_order_is_in_no_address(article, crowd):
    html = page(url_of(article))
    orders = html.index('class="orders"')
    assert "order=" not in html[html.index("</nav>", orders) : html.index('class="paging"')]


@pytest.mark.parametrize("word", ["oldest", *OTHERS])
def test_every_permalink_lands_on_a_page_that_holds_the_comment_in_every_order(article, crowd, word):
    pks = list(Comment.objects.order_by("pk").values_list("pk", flat=True))
    for pk in [*pks[:27], pks[27], pks[-1]]:
        address, anchor = Client().get(f"/comments/{pk}/?order={word}").url.split("#")
        html = page(address)
        assert anchor == f"comment-{pk}"
        assert f'id="{anchor}"' in html
        assert (f"order={word}" in address) is (word in OTHERS)


@pytest.mark.parametrize("word", OTHERS)
def test_whoever_posts_lands_in_the_order_that_was_read(client, article, word):
    parent = make_comment(article=article)
    form = page(f"/comments/{parent.pk}/reply/?order={word}")
    assert f'name="order" value="{word}"' in form
    response = send(client, article, parent=parent.pk, order=word)
    reply = Comment.objects.get(parent=parent)
    assert response.url == f"{url_of(article)}?order={word}&seen=2#comment-{reply.pk}"


def test_a_form_that_comes_back_keeps_the_order(client, article):
    response = send(client, article, body="", order="newest")
    assert response.status_code == 422
    assert 'name="order" value="newest"' in response.content.decode()


@pytest.mark.parametrize("word", ["", "senseless", "newest&x=1"])
def test_an_order_that_is_none_is_the_usual_one(client, article, word):
    response = send(client, article, order=word)
    assert response.url == f"{url_of(article)}?seen=1#comment-{Comment.objects.get().pk}"


def test_the_notice_that_a_comment_waits_leads_back_in_the_order(client, article):
    send(client, article, order="newest")
    comment = Comment.objects.get()
    decide(comment, Comment.State.HELD, by=None)
    html = page(f"/comments/{comment.pk}/?order=newest", client)
    assert any(address.startswith(f"{url_of(article)}?order=newest") for address in addresses(html))


def test_nobody_is_invited_to_reply_in_a_closed_discussion(article):
    comment = make_comment(article=article)
    for state, days, is_invited in [("open", 0, True), ("closed", None, False), ("", 0, False)]:
        Discussion.objects.update(state=state)
        Policy.objects.update_or_create(desk=None, defaults={"closed_after_days": days})
        for url in [url_of(article), f"{url_of(article)}threads/{comment.thread_id}/"]:
            assert (f"/comments/{comment.pk}/reply/" in page(url)) is is_invited


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "ask",
    [
        lambda order: threads_after(1, (), order),
        lambda order: threads_after(1, (5, 5), order),
        lambda order: threads_before(order)(1, 5, 5),
    ],
    ids=["first page", "later page", "permalink"],
)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says so in one line")
def test_no_order_looks_at_the_whole_discussion(order, ask):
    with CaptureQueriesContext(connection) as queries:
        ask(order)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "SEARCH comments_thread USING" in plan
    assert "INDEX thread_" in plan
    assert "TEMP B-TREE" not in plan
