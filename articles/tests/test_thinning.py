"""Thinning old revisions: what goes, and what always stays."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import revisions
from articles.models import Article, Revision
from articles.publishing import publish
from articles.restoring import restore
from articles.tests.builders import make_article
from articles.thinning import thin_revisions

pytestmark = pytest.mark.django_db

NOON = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


def saved(article, *, days_ago, hours=0):
    """A revision of its own, saved at noon so many days ago."""
    Article.objects.filter(pk=article.pk).update(title=f"{days_ago} {hours}")
    revision = revisions.record(article)
    moment = NOON - timedelta(days=days_ago) + timedelta(hours=hours)
    Revision.objects.filter(pk=revision.pk).update(saved_at=moment)
    return revision


def left(article):
    return list(article.revisions.order_by("number").values_list("content__title", flat=True))


def test_of_old_days_the_last_revision_stays_and_of_new_days_all():
    article = make_article()
    for days_ago, hours in [(50, 0), (50, 1), (50, 2), (49, 0), (40, 0), (40, 1), (3, 0), (3, 1), (0, 0)]:
        saved(article, days_ago=days_ago, hours=hours)
    done = thin_revisions(keep_days=30)
    assert left(article) == ["50 2", "49 0", "40 1", "3 0", "3 1", "0 0"]
    assert (done.articles, done.old, done.removed) == (1, 6, 3)
    assert thin_revisions(keep_days=30).removed == 0


def test_days_are_those_of_the_newsroom(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    noon = timezone.localtime().replace(hour=12, minute=0) - timedelta(days=60)
    article = make_article()
    first, second, third = (saved(article, days_ago=60) for _ in range(3))
    for revision, hours in [(first, 10), (second, 11), (third, 13)]:  # 22 and 23 o'clock, and 1 the day after
        Revision.objects.filter(pk=revision.pk).update(saved_at=noon + timedelta(hours=hours))
    saved(article, days_ago=0)
    thin_revisions(keep_days=30)
    assert list(article.revisions.order_by("number").values_list("number", flat=True)) == [2, 3, 4]


def test_what_became_an_edition_or_was_restored_or_is_the_newest_stays():
    article = make_article()
    saved(article, days_ago=50)
    published = publish(article).revision
    saved(article, days_ago=50, hours=1)
    source = saved(article, days_ago=50, hours=2)
    saved(article, days_ago=50, hours=3)
    newest = restore(source, by=None).revision
    then = NOON - timedelta(days=50)
    Revision.objects.filter(pk__in=[published.pk, newest.pk]).update(saved_at=then)
    kept = {published.number, source.number, newest.number}
    thin_revisions(keep_days=30)
    assert kept == set(article.revisions.values_list("number", flat=True))


def test_every_article_keeps_its_own_days():
    articles = [make_article(f"Story {number}") for number in range(3)]
    for article in articles:
        for hours in range(3):
            saved(article, days_ago=99, hours=hours)
    done = thin_revisions(keep_days=30)
    assert [left(article) for article in articles] == [["99 2"]] * 3
    assert (done.articles, done.old, done.removed) == (3, 9, 6)


def test_a_dry_run_counts_and_removes_nothing():
    article = make_article()
    for hours in range(4):
        saved(article, days_ago=50, hours=hours)
    out = StringIO()
    call_command("thin_revisions", dry_run=True, stdout=out)
    assert out.getvalue() == "Revisions older than 30 days: 4. To be removed: 3. Kept: 1. Articles: 1.\n"
    assert article.revisions.count() == 4
    out = StringIO()
    call_command("thin_revisions", keep_days=10, stdout=out)
    assert out.getvalue() == "Revisions older than 10 days: 4. Removed: 3. Kept: 1. Articles: 1.\n"
    assert article.revisions.count() == 1


def test_many_revisions_are_removed_in_batches_without_reading_their_contents(
    django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("articles.thinning.BATCH", 100)
    article = make_article()
    content = saved(article, days_ago=60).content
    Revision.objects.bulk_create(
        Revision(article=article, number=number, content=content) for number in range(2, 402)
    )
    Revision.objects.update(saved_at=NOON - timedelta(days=60))
    with django_assert_max_num_queries(60) as captured:
        assert thin_revisions(keep_days=30).removed == 400
    assert not [query for query in captured.captured_queries if '"content"' in query["sql"]]


@pytest.mark.parametrize("days", [-1, 10**9])
def test_days_that_are_none_are_refused(days):
    with pytest.raises(CommandError, match="from 0 to 36500"):
        call_command("thin_revisions", keep_days=days)
