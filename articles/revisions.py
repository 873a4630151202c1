"""History: a snapshot of the working copy at each save."""

from .kinds import Kind
from .models import Article, Revision


def record(article, *, by=None):
    """Store the article as it stands in the database as its next revision, and return that.

    by is the user who saved it, or None for a program. Call it in the transaction that saved the article: its
    row is locked meanwhile, so that the numbers follow each other.
    """
    copy = Article.objects.whole().select_for_update().get(pk=article.pk)
    return store(copy, copy.revisions.first(), snapshot(copy), by=by)


def store(article, newest, content, *, by, source=None):
    """Store a snapshot as the revision after the newest, which is None if there is none yet. source is the
    revision that it was restored from, if it was.
    """
    number = newest.number + 1 if newest else 1
    return Revision.objects.create(
        article=article, number=number, saved_by=by, content=content, restored_from=source
    )


def snapshot(article):
    """The working copy as plain data: what an editor can change, sections in order, each under its key.

    article comes from Article.objects.whole(), so that nothing is asked of the database.
    """
    # Most stories are news, and revisions from before there were kinds know of none.
    kind = {} if article.kind == Kind.NEWS else {"kind": article.kind}
    return kind | {
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
            for section in article.sections.all()
        ],
    }
