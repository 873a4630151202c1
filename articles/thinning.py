"""Thinning old revisions: of days long past only the last revision of each is kept."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .models import Article, Revision

BATCH = 500


@dataclass
class Thinned:
    """What thinning did: the old revisions it looked at, of how many articles, and how many of them went."""

    articles: int = 0
    old: int = 0
    removed: int = 0


def thin_revisions(*, keep_days, dry_run=False):
    """Remove the revisions older than so many days, except for each article's last one of each day in the
    newsroom's zone, its newest, and all that something else refers to: editions, imports, and the revisions
    that were restored from them. Returns Thinned.

    Few rows are in memory or locked at a time. Articles may be saved and published meanwhile.
    """
    before, done, article = timezone.now() - timedelta(days=keep_days), Thinned(), 0
    while article := next_article(article, before):
        superfluous, old = superfluous_revisions(article, before)
        done.articles += 1
        done.old += old
        for start in range(0, len(superfluous), BATCH):
            done.removed += remove(article, superfluous[start : start + BATCH], dry_run=dry_run)
    return done


def next_article(article_pk, before):
    """The key of the next article with a revision that old, or None."""
    old = Revision.objects.order_by("article").filter(saved_at__lt=before, article__gt=article_pk)
    return old.values_list("article", flat=True).first()


def superfluous_revisions(article_pk, before):
    """The keys of the article's old revisions that another of the same day follows; and how many are old."""
    revisions = Revision.objects.order_by("-number").filter(article=article_pk, saved_at__lt=before)
    superfluous, days, old = [], set(), 0
    for pk, saved_at in revisions.values_list("pk", "saved_at").iterator(chunk_size=BATCH):
        day, old = timezone.localdate(saved_at), old + 1
        if day in days:
            superfluous.append(pk)
        days.add(day)
    return superfluous, old


@transaction.atomic
def remove(article_pk, keys, *, dry_run):
    """Remove those of the revisions that nothing stands on, and return their number."""
    # Whoever saves, publishes or restores takes this lock first: nothing begins to stand on one meanwhile.
    Article.objects.select_for_update().filter(pk=article_pk).first()
    doomed = Revision.objects.order_by().filter(pk__in=keys).exclude(stood_on())
    newest = Revision.objects.filter(article=article_pk).values("pk")[:1]
    doomed = doomed.exclude(pk__in=list(newest.values_list("pk", flat=True)))
    if dry_run:
        return doomed.count()
    # Without their contents, which deleting would otherwise fetch.
    return doomed.only("pk").delete()[0]


def stood_on():
    """The condition that something refers to a revision, whatever it is."""
    conditions = [
        Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")}))
        for relation in Revision._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    ]
    condition = conditions.pop()
    for other in conditions:
        condition |= other
    return condition
