"""What editors do with authors, and what that does to the stories that they sign."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .models import Article, Author, Byline, Edition, FormerAuthor, Revision
from .tags import pks

EXAMPLES = 5


def check_merge(authors):
    """Raise ValidationError if the authors cannot be one."""
    if len({author.user_id for author in authors} - {None}) > 1:
        raise ValidationError(_("They sign in with different accounts, so they are not one."))


@transaction.atomic
def merge(authors, into):
    """Put one author in the place of others: over their stories, in revisions and editions, at their
    addresses, with the account of whom had one. Raises ValidationError if they have different accounts.
    """
    locked = list(Author.objects.select_for_update().filter(pk__in={*pks(authors), into.pk}).order_by("pk"))
    check_merge(locked)
    into = next(author for author in locked if author.pk == into.pk)
    others = [author for author in locked if author.pk != into.pk]
    # Before the by-lines: the stories' revisions are found by them.
    move_revisions(others, into)
    move_bylines(others, into)
    signed = Edition.authors.through.objects.filter(author__in=others)
    editions = sorted(set(signed.values_list("edition_id", flat=True)))
    Edition.authors.through.objects.bulk_create(
        (Edition.authors.through(edition_id=edition, author_id=into.pk) for edition in editions),
        ignore_conflicts=True,
    )
    signed.delete()
    FormerAuthor.objects.filter(author__in=others).update(author=into)
    FormerAuthor.objects.bulk_create(
        FormerAuthor(author=into, name=author.name, slug=author.slug) for author in others
    )
    Author.objects.filter(pk__in=pks(others)).delete()
    for author in others:
        into.user_id = into.user_id or author.user_id
        into.biography = into.biography or author.biography
    into.save()


def move_bylines(others, into):
    """The first of the others over a story gives way to the author, if they do not sign it already."""
    signed = set(Byline.objects.filter(author=into).values_list("article_id", flat=True))
    for byline in Byline.objects.filter(author__in=others).order_by("article_id", "position", "pk"):
        if byline.article_id in signed:
            byline.delete()
        else:
            signed.add(byline.article_id)
            byline.author = into
            byline.save(update_fields=["author"])


def move_revisions(others, into):
    """Put the author in the place of others in the revisions of their stories: who compares a revision with
    the working copy must not take a merge for an editor's change.
    """
    gone = pks(others)
    stories = Q(article__bylines__author__in=gone) | Q(article__editions__authors__in=gone)
    touched = Revision.objects.order_by().filter(stories).values("pk")
    for revision in Revision.objects.filter(pk__in=touched).select_for_update().iterator(chunk_size=100):
        names = [into.pk if pk in gone else pk for pk in revision.content["authors"]]
        revision.content["authors"] = list(dict.fromkeys(names))
        revision.save(update_fields=["content"])


@dataclass(frozen=True)
class Effects:
    """The stories that certain authors sign: how many, how many of them readers see, and some of these."""

    stories: int
    read: int
    examples: list[Edition]


def effects(authors):
    """What merging the authors into another one touches."""
    signs = Q(bylines__author__in=authors) | Q(editions__authors__in=authors)
    current = Edition.objects.current().filter(authors__in=authors).order_by().distinct()
    return Effects(
        stories=Article.objects.kept().order_by().filter(signs).distinct().count(),
        read=current.count(),
        examples=list(current.select_related("address").order_by("-published_at", "-pk")[:EXAMPLES]),
    )
