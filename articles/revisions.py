"""History: a snapshot of the working copy at each save."""

from django.db.models import Max

from .models import Revision


def record(article, *, by=None, content=None):
    """Store the article as it stands as its next revision, and return that.

    by is the user who saved it, or None for a program; content is its snapshot(), if that is at hand. Call it
    in the transaction that saved the article, with the article's row locked or new, so that the numbers follow
    each other.
    """
    last = article.revisions.aggregate(number=Max("number"))["number"] or 0
    return Revision.objects.create(
        article=article, number=last + 1, saved_by=by, content=content or snapshot(article)
    )


def snapshot(article):
    """The working copy as plain data: what an editor can change, sections in order, each under its key."""
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "slug": article.slug,
        "desk": article.desk_id,
        "byline": article.byline,
        "authors": [byline.author_id for byline in article.bylines.all()],
        "sections": [
            {
                "key": str(section.key),
                "heading": section.heading,
                "image": section.image_id,
                "video": section.video,
                "body": section.body,
                "tags": sorted(tag.pk for tag in section.tags.all()),
            }
            for section in article.sections.prefetch_related("tags")
        ],
    }
