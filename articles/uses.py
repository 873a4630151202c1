"""Where pictures are used."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from .models import Article, Edition, EditionSection, Section


@dataclass(frozen=True)
class Use:
    """A story that shows a picture: in its working copy, in what readers see, or in earlier editions."""

    article: Article
    in_working_copy: bool
    in_current_edition: bool
    editions: list[int]


def uses_of(image):
    """The Uses of an image, by headline. Three queries."""
    drafts = set(Section.objects.filter(image=image).order_by().values_list("article", flat=True))
    editions = defaultdict(list)
    for edition in Edition.objects.filter(sections__image=image).distinct().order_by("number"):
        editions[edition.article_id].append(edition)
    articles = Article.objects.filter(pk__in=drafts | editions.keys()).order_by("title", "pk")
    return [
        Use(
            article,
            in_working_copy=article.pk in drafts,
            in_current_edition=any(edition.retired_at is None for edition in editions[article.pk]),
            editions=[edition.number for edition in editions[article.pk]],
        )
        for article in articles
    ]


def is_used():
    """The condition that an image is in a story, or in an edition of one."""
    return Q(Exists(Section.objects.filter(image=OuterRef("pk")))) | Q(
        Exists(EditionSection.objects.filter(image=OuterRef("pk")))
    )
