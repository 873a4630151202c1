"""The comments on a story's page are kept apart from it: made anew when they change, and only then."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from articles.models import Desk
from articles.publishing import publish
from articles.tests.builders import make_story
from comments import deciding, picking, posting
from comments.models import Comment, Policy
from comments.tests.builders import make_comment, post_on
from newsroom import stream
from newsroom.keeping import store

pytestmark = pytest.mark.django_db

PASSAGE = "They slept until the morning tide."


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.KEEP_PAGES = True
    settings.PAGE_COPY_SECONDS = 0
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def made(monkeypatch):
    """The pages of comments that were made, in a list."""
    calls, stream_page = [], stream.stream_page
    monkeypatch.setattr(
        stream, "stream_page", lambda *args, **kwargs: calls.append(kwargs) or stream_page(*args, **kwargs)
    )
    return calls


@pytest.fixture
def story():
    """With a discussion that shows all that depends on something else."""
    story = make_story("Ferry returns", sections=[{"heading": "The crew", "text": PASSAGE}])
    first = post_on(story, f"{PASSAGE}\n\nWho would not?", reader=uuid4())
    for number in range(5):
        make_comment(f"Reply {number}", parent=first)
    for number in range(30):
        make_comment(f"Thread {number}", article=story)
    return story


def first_comment(article):
    return Comment.objects.on(article.pk).earliest("pk")


def url_of(article):
    return article.current_edition().get_absolute_url()


def page(url):
    response = Client().get(url, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def made_anew(url, settings):
    settings.KEEP_PAGES = False
    html = page(url)
    settings.KEEP_PAGES = True
    return html


def test_a_change_of_the_story_does_not_make_its_comments_anew(story, made, django_assert_num_queries):
    page(url_of(story))
    story.sections.update(body="<p>Other words.</p>")
    publish(story, verb="minor fix")
    Desk.objects.update(name="The Harbour")
    url = url_of(story)
    # 1 the version of the page that is kept, and that of the site, which the new one will have, 2 the current
    # edition at the address, 3 the authors, 4 the sections, 5 their tags, 6 corrections, 7 the policy, 8 the
    # discussion, 9 the masthead.
    with django_assert_num_queries(9):
        html = page(url)
    assert "Other words." in html
    assert "The Harbour" in html
    assert "Who would not?" in html
    assert len(made) == 1


def rename_section(article):
    article.sections.update(heading="Those aboard")
    publish(article, verb="minor fix")


def move(article):
    article.slug = "another-slug"
    article.save()
    publish(article, verb="minor fix")


def edit(article):
    comment = first_comment(article)
    posting.edit(comment, body=f"{PASSAGE}\n\nI would.", reader=comment.reader)


def withdraw(article):
    comment = first_comment(article)
    posting.withdraw(comment, reader=comment.reader)


def reject(article):
    deciding.reject(first_comment(article), by=User.objects.create_superuser("moderator"), reason="Spam")


def pick(article):
    picking.pick(first_comment(article), by=User.objects.create_superuser("editor"))


def reply(article):
    make_comment("A late reply.", parent=first_comment(article))


CHANGES = [
    *[rename_section, move, edit, withdraw, reject, pick, reply],
    lambda article: make_comment("A new thread.", article=article),
    lambda article: posting.set_state(article, "closed"),
    lambda article: Policy.objects.create(state="closed"),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("query", ["", "?order=discussed"])
def test_comments_are_made_anew_when_anything_changes_that_they_show(change, query, story, made, settings):
    before = page(f"{url_of(story)}{query}")
    change(story)
    # Its address may have changed, too.
    url = f"{url_of(story)}{query}"
    html = page(url)
    assert html != before
    assert len(made) == 2
    assert html == made_anew(url, settings)


def test_every_order_page_and_host_has_comments_of_its_own(story, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    url, following = url_of(story), {}
    for query in ("", "?order=newest", "?order=discussed"):
        html = Client().get(f"{url}{query}", headers={"host": "one.example"}).content.decode()
        cursor = html.split("&amp;after=")[1].split("#")[0]
        following[query] = Client().get(f"{url}?{query[1:]}&after={cursor}", headers={"host": "one.example"})
        assert following[query].content.decode() != html
        assert "http://two.example/comments/" not in html
        other = Client().get(f"{url}{query}", headers={"host": "two.example"}).content.decode()
        assert other == html.replace("one.example", "two.example")
    assert len({answer.content for answer in following.values()}) == 3


def test_comments_that_are_too_large_are_not_kept(story, made, monkeypatch):
    page(url_of(story))
    monkeypatch.setattr(store, "MOST_BYTES", 100)
    cache.clear()
    for _ in range(2):
        page(url_of(story))
    assert len(made) == 3
