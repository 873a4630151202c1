"""What kind of work a story is: chosen by editors, frozen in its editions, and kept by revisions."""

import pytest

from articles import revisions
from articles.changes import difference, neighbours
from articles.comparing import compare
from articles.models import Article
from articles.publishing import publish
from articles.references import References
from articles.restoring import restore
from articles.tests.builders import make_article, make_story

pytestmark = pytest.mark.django_db


def change_kind(article, kind):
    article.kind = kind
    article.save()


def test_readers_keep_the_kind_of_the_edition_until_the_next_one():
    article = make_story(kind="opinion")
    change_kind(article, "review")
    assert article.current_edition().kind == "opinion"
    publish(article)
    assert article.current_edition().kind == "review"


def test_a_change_of_kind_is_a_change_for_editors_and_for_readers():
    article = make_story(kind="opinion")
    before = article.revisions.first().content
    change_kind(article, "review")
    publish(article)
    after = article.revisions.first().content
    [swap] = References(before, after).named(compare(before, after)).swaps
    assert (swap.label, swap.before, swap.after) == ("Kind", ["opinion"], ["review"])
    [swap] = difference(*neighbours(article.pk, 2)).swaps
    assert (swap.before, swap.after) == ("opinion", "review")


def test_restoring_a_revision_brings_its_kind_back():
    article = make_story(kind="opinion")
    change_kind(article, "news")
    publish(article)
    restore(article.revisions.get(number=1), by=None)
    assert Article.objects.get().kind == "opinion"
    restore(article.revisions.get(number=2), by=None)
    assert Article.objects.get().kind == "news"


def test_a_revision_from_before_there_were_kinds_is_one_of_news():
    article = make_article()
    content = revisions.snapshot(Article.objects.whole().get())
    assert "kind" not in content
    assert not compare(content, content | {"kind": "news"})
    change_kind(article, "review")
    assert compare(content, revisions.snapshot(Article.objects.whole().get())).swaps
