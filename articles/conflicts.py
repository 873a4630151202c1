"""Two people, one story: which revision a form was loaded from, and what was saved since."""

from dataclasses import dataclass

from .comparing import EMPTY, Comparison, compare
from .models import Article, Revision
from .references import References

SHOWN = 10


@dataclass(frozen=True)
class Conflict:
    """What was saved since a form was loaded."""

    newest: int
    "The number of the newest revision."
    revisions: list[Revision]
    "Those that were saved since, the newest first; the last few only."
    comparison: Comparison
    "What they have changed, with names."

    @property
    def last(self):
        return self.revisions[0]


def newest_number(article_pk):
    """The number of the article's newest revision, 0 if there is none: what a form is loaded from. Asked
    before anything of the article is read, so that it is never newer than what the form shows.
    """
    newest = Revision.objects.filter(article=article_pk).order_by("-number")
    return newest.values_list("number", flat=True).first() or 0


def find_conflict(article_pk, loaded_from):
    """The Conflict with what was saved since the revision of that number, or None. Call it in a transaction:
    the article's row stays locked until its end, so that nobody saves in between.
    """
    is_there = Article.objects.select_for_update().filter(pk=article_pk).first()
    if not is_there or newest_number(article_pk) == loaded_from:
        return None
    revisions = Revision.objects.filter(article=article_pk)
    since = list(revisions.filter(number__gt=loaded_from).without_content()[:SHOWN])
    since = since or list(revisions.without_content()[:1])
    newest = revisions.first()
    # The revision itself is there, unless it was thinned away.
    base = revisions.filter(number__lte=loaded_from).first()
    before = base.content if base else EMPTY
    known = References(before, newest.content)
    return Conflict(newest.number, since, known.named(compare(before, newest.content)))
