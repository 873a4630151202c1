"""What changed from edition to edition, for readers: made of what was public, and of nothing else."""

from .bylines import byline_parts
from .comparing import compare
from .kinds import Kind
from .models import Edition
from .wording import Effort

EDITIONS_ON_PAGE = 20
# What one page may look at: a page that anybody can ask for costs less than an editor's.
MOST_PAIRS = 1_000_000


def editions_before(article_id, number):
    """A page of the article's editions before a number (None: from the newest), each with its correction if
    it has one, and the number before which the next page begins, or None.
    """
    editions = Edition.objects.filter(article=article_id).select_related("correction")
    if number is not None:
        editions = editions.filter(number__lt=number)
    rows = list(editions.order_by("-number")[: EDITIONS_ON_PAGE + 1])
    page, more = rows[:EDITIONS_ON_PAGE], len(rows) > EDITIONS_ON_PAGE
    return page, page[-1].number if more else None


def neighbours(article_id, number):
    """The edition of that number and the last one before it that readers may see: (old, new). old is None
    for the first; both are, if there is no such edition or it is withheld. Four queries.
    """
    seen = Edition.objects.filter(article=article_id, withheld_at=None, number__lte=number)
    pair = list(seen.order_by("-number").prefetch_related("sections", "authors__former")[:2])
    if not pair or pair[0].number != number:
        return None, None
    return (pair[1] if len(pair) == 2 else None), pair[0]


def difference(old, new):
    """The Comparison of two editions, at a cost that is bounded."""
    return compare(public_content(old), public_content(new), Effort(MOST_PAIRS))


def public_content(edition):
    """What readers saw, in the form of a snapshot. Tags and the desk are not the story's words."""
    authors = list(edition.authors.all())
    former = [(former.name, author) for author in authors for former in author.former.all()]
    return {
        "title": edition.title,
        "standfirst": edition.standfirst,
        "kind": Kind(edition.kind).label,
        "byline": "".join(part.text for part in byline_parts(edition.byline, authors, former)),
        "sections": [
            {
                "key": section.key,
                "heading": section.heading,
                "image": section.image_id,
                "video": section.video,
                "body": section.html,
            }
            for section in edition.sections.all()
        ],
    }
