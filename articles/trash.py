"""The trash: where stories go that nobody wants, and come back from. Nothing that was ever published is
deleted.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Address, Article, Edition

KEPT_DAYS = 30


@transaction.atomic
def throw_away(article):
    """Move the article to the trash: in the admin it is in no list, count, search or choice any more. Raises
    ValidationError for one that readers see, or are about to see.
    """
    copy = Article.objects.select_for_update().get(pk=article.pk)
    if copy.state == Article.State.SCHEDULED or copy.is_live():
        raise ValidationError(_("Readers see it, or soon will: take it from them first."))
    Article.objects.filter(pk=copy.pk, trashed_at=None).update(trashed_at=timezone.now())


def take_out(articles):
    """Take articles, a queryset, out of the trash: all of them is as it was. Returns how many."""
    return Article.objects.filter(pk__in=articles.order_by().values("pk")).update(trashed_at=None)


def empty(*, days=KEPT_DAYS, dry_run=False):
    """Delete the articles that have been in the trash for so many days, with all that hangs on them, and
    yield the title of each. What was ever public stays, however old.
    """
    before = timezone.now() - timedelta(days=days)
    old = never_public(Article.objects.filter(trashed_at__lt=before)).order_by("pk")
    for pk in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            # Somebody may take it out in this very moment.
            article = old.select_for_update().filter(pk=pk).first()
            if article and not dry_run:
                article.delete()
        if article:
            yield article.title


def never_public(articles):
    of_article = {"article": OuterRef("pk")}
    editions, addresses = (model.objects.order_by().filter(**of_article) for model in (Edition, Address))
    return articles.exclude(Exists(editions)).exclude(Exists(addresses))
