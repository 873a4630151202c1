"""From a parsed document to an article with its edition and its discussion, one document in one
transaction.
"""

import uuid
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from articles import revisions
from articles.bylines import signing_name
from articles.models import Article, Author, Byline, Desk, Section
from articles.publishing import make_edition
from articles.richtext import from_paragraphs
from comments.loading import ArchivedComment, load_threads
from comments.models import Comment
from comments.quoting import Passages
from newsroom.models import ImportedDocument

from .dump import Document, walk
from .options import Options

TITLE_WORDS = 12
TITLE_LENGTH = Article._meta.get_field("title").max_length
BYLINE_LENGTH = Article._meta.get_field("byline").max_length
AUTHOR_LENGTH = Author._meta.get_field("name").max_length
COMMENTER_LENGTH = Comment._meta.get_field("name").max_length


@dataclass(frozen=True)
class Arrival:
    """A document as it arrives: its name and folder in the archive, its bytes, and what they say."""

    name: str
    folder: str
    data: bytes
    document: Document

    @property
    def content_hash(self):
        return sha256(self.data).hexdigest()

    @property
    def identity(self):
        """What makes a document the same when it comes again: its source, else title and date, else the
        file's name, else its content.
        """
        document = self.document
        if document.source_url:
            identity = f"source {document.source_url}"
        elif document.title and document.published_at:
            identity = f"story {document.published_at} {document.title}"
        elif self.name:
            identity = f"file {self.name}"
        else:
            identity = f"text {self.content_hash}"
        return sha256(identity.encode()).hexdigest()

    @property
    def text(self):
        return self.data.decode(errors="replace").replace("\0", "")


def write_document(arrival, tagger, options=Options()):  # noqa: B008
    """Make the article of a document that is new, publish it if it has a date, and load its comments.

    tagger is an articles.tagger.Tagger. Returns the ImportedDocument. Raises IntegrityError if the same
    document has been written meanwhile.
    """
    document = arrival.document
    article = Article(title=title_of(arrival), byline=byline_of(document, options))
    sections = sections_of(document)
    # What others may need at the same time is made before the transaction, so that no import waits for
    # another.
    article.desk = Desk.objects.named(arrival.folder or options.desk)
    author = author_of(article.byline)
    tags = tagger.tag(article.title, [f"{section.heading}\n{section.text}" for section in sections])
    passages = Passages((section.key, section.text) for section in sections)
    threads = archived_threads(document, options, passages)
    published_at = options.aware(document.published_at)
    if options.publish_undated and not published_at:
        published_at = timezone.now()
    with transaction.atomic():
        article.save()
        if author:
            Byline.objects.create(article=article, author=author)
        write_sections(article, sections, tags)
        revision = (
            make_edition(article, at=published_at).revision if published_at else revisions.record(article)
        )
        imported = ImportedDocument.objects.create(
            article=article, revision=revision, content_hashes=[arrival.content_hash], **provenance(arrival)
        )
        load_threads(article, threads, since=published_at or timezone.now(), state=options.state)
    return imported


def provenance(arrival):
    """Where an article comes from, as ImportedDocument keeps it."""
    return {
        "identity": arrival.identity,
        "file_name": arrival.name,
        "source_url": arrival.document.source_url or "",
        "text": arrival.text,
    }


def title_of(arrival):
    """The document's title, else its first words, else the file's name."""
    document = arrival.document
    paragraphs = [
        text for section in document.sections for text in [section.heading, *section.paragraphs] if text
    ]
    said = [text for comment in document.comments[:1] for text in comment.paragraphs]
    first_words = Truncator(" ".join([*paragraphs, *said][:1])).words(TITLE_WORDS)
    return Truncator(document.title or first_words or arrival.name).chars(TITLE_LENGTH)


def byline_of(document, options):
    return Truncator(document.byline or options.author).chars(BYLINE_LENGTH)


def author_of(byline):
    name = signing_name(byline)
    return Author.objects.named(name) if name and len(name) <= AUTHOR_LENGTH else None


@dataclass(frozen=True)
class Part:
    """A section to be: what the document gives it, and its key."""

    heading: str
    paragraphs: list[str]
    video: str
    key: uuid.UUID

    @property
    def text(self):
        return "\n\n".join(self.paragraphs)


def sections_of(document):
    """The Parts of a document. Its first video stands in the first of them, each further one in one of its
    own.
    """
    parts = [(section.heading or "", section.paragraphs, "") for section in document.sections] or [
        ("", [], "")
    ]
    videos = list(document.video_ids)
    if videos:
        parts[0] = (*parts[0][:2], videos.pop(0))
    parts[1:1] = [("", [], video) for video in videos]
    return [Part(*part, uuid.uuid4()) for part in parts if any(part)]


def write_sections(article, parts, tags):
    """Write the parts as the article's sections; tags holds the ids of the tags of each."""
    sections = Section.objects.bulk_create(
        Section(
            article=article,
            key=part.key,
            ordering=10 * position,
            heading=part.heading,
            body=from_paragraphs(part.paragraphs),
            video=part.video,
        )
        for position, part in enumerate(parts, start=1)
    )
    tagged = Section.tags.through
    tagged.objects.bulk_create(
        tagged(section_id=section.pk, tag_id=tag_id)
        for section, tag_ids in zip(sections, tags, strict=True)
        for tag_id in sorted(tag_ids)
    )


def archived_threads(document, options, passages):
    """The document's comment trees as comments/loading.py takes them, each comment with a lasting reference.

    passages are the comments.quoting.Passages of the article.
    """
    roots, made, seen = [], {}, Counter()
    for _depth, parent, comment in walk(document.comments):
        above = made[id(parent)] if parent else None
        made[id(comment)] = archived = ArchivedComment(
            body="\n\n".join(comment.paragraphs),
            name=(comment.author or "")[:COMMENTER_LENGTH],
            posted_at=options.aware(comment.posted_at),
            source_ref=source_ref(above.source_ref if above else "", comment.paragraphs, seen),
            quoted_section=passages.find(comment.paragraphs[0]) if comment.paragraphs else None,
        )
        (above.children if above else roots).append(archived)
    return roots


def source_ref(parent_ref, paragraphs, seen):
    """Which comment of its document this is: by its parent, its text, and how often both occurred before."""
    key = sha256("\n\n".join([parent_ref, *paragraphs]).encode()).digest()
    seen[key] += 1
    return sha256(b"%s %d" % (key, seen[key])).hexdigest()
