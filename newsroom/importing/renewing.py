"""A document that comes again and has changed: its new comments join the discussion, its new text is
published.
"""

from collections import defaultdict
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from articles import revisions
from articles.models import Article, Byline
from articles.publishing import make_edition
from comments.merging import merge_threads
from comments.quoting import Passages
from newsroom.models import ImportedDocument

from .archive import archived_threads, author_of, byline_of, provenance, sections_of, title_of, write_sections
from .dump import read_dump
from .reports import Outcome

EDITED = "an editor has changed the article since, so its text was left alone (--overwrite insists)"


@transaction.atomic
def renew(imported, arrival, tagger, options, *, label):
    """Bring an article up to a changed document, and return the Outcome.

    The text becomes a new edition, unless an editor has changed the article since it was imported; comments
    that are new are added at their places. What is there of the discussion stays as it is.
    """
    imported = ImportedDocument.objects.select_for_update().get(pk=imported.pk)
    # Locked before it is compared: what an editor saves meanwhile waits, and is then told of this.
    article = Article.objects.select_for_update().get(pk=imported.article_id)
    document, notes, sections = arrival.document, (), 0
    if story_of(document) != story_of(document_before(imported)):
        if is_edited(article, imported) and not options.overwrite:
            notes = (EDITED,)
        else:
            sections = rewrite(article, arrival, tagger, options)
    edition = article.current_edition()
    comments, threads = merge_threads(
        article,
        archived_threads(document, options, Passages.of(article.pk)),
        since=edition.published_at if edition else timezone.now(),
        state=options.state,
    )
    if not notes:
        ImportedDocument.objects.filter(pk=imported.pk).update(
            revision=article.revisions.first() if sections else imported.revision,
            content_hashes=[*imported.content_hashes, arrival.content_hash],
            **provenance(arrival),
        )
    status = "updated" if sections or comments else "unchanged"
    return Outcome(label, status, sections=sections, comments=comments, threads=threads, notes=notes)


def story_of(document):
    """The part of a document that is no discussion, to compare."""
    sections = [(section.heading, section.paragraphs) for section in document.sections]
    return document.title, document.byline, document.video_ids, document.published_at, sections


def document_before(imported):
    """The document as it was when it was imported last."""
    return read_dump(imported.text.encode())


def is_edited(article, imported):
    """Whether the working copy is no longer what the import made of it."""
    if not imported.revision:
        return True
    return revisions.snapshot(Article.objects.whole().get(pk=article.pk)) != imported.revision.content


def rewrite(article, arrival, tagger, options):
    """Put the document's text in the place of the article's, publish it if it is public and under no embargo;
    how many sections.
    """
    document = arrival.document
    article.title, article.byline = title_of(arrival), byline_of(document, options)
    article.save()
    author = author_of(article.byline)
    article.bylines.exclude(author=author).delete()
    if author:
        Byline.objects.get_or_create(article=article, author=author)
    parts = with_lasting_keys(sections_of(document), article)
    article.sections.all().delete()
    write_sections(
        article, parts, tagger.tag(article.title, [f"{part.heading}\n{part.text}" for part in parts])
    )
    if article.current_edition() and not article.is_embargoed():
        make_edition(article)
    else:
        revisions.record(article)
    return len(parts)


def with_lasting_keys(parts, article):
    """The parts with the keys of the sections that they continue: of one heading, in their order."""
    keys = defaultdict(list)
    for section in article.sections.order_by("-ordering", "-pk"):
        keys[section.heading].append(section.key)
    return [replace(part, key=keys[part.heading].pop()) if keys[part.heading] else part for part in parts]
