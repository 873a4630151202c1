"""From a parsed document to an article with its edition and its discussion, one document in one
transaction.
"""

from collections import Counter
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from articles import revisions
from articles.bylines import signing_name
from articles.models import Article, Author, Byline, Desk, Section
from articles.publishing import publish
from articles.richtext import from_paragraphs
from comments.loading import ArchivedComment, load_threads
from comments.models import Comment
from newsroom.models import ImportedDocument

from .dump import walk

TITLE_WORDS = 12
TITLE_LENGTH = Article._meta.get_field("title").max_length
BYLINE_LENGTH = Article._meta.get_field("byline").max_length
AUTHOR_LENGTH = Author._meta.get_field("name").max_length
COMMENTER_LENGTH = Comment._meta.get_field("name").max_length


def identity_of(document, name):
    """What makes a document the same when it comes again: its source, else title and date, else the file's
    name.
    """
    if document.source_url:
        identity = f"source {document.source_url}"
    elif document.title and document.published_at:
        identity = f"story {document.published_at} {document.title}"
    else:
        identity = f"file {name}"
    return sha256(identity.encode()).hexdigest()


@transaction.atomic
def write_document(document, *, name, data, desk_name, tag_finder):
    """Make the article of a document that is new, publish it if it has a date, and load its comments.

    name is the file's name in the archive and data its bytes, tag_finder an articles.tagging.TagFinder.
    Returns the ImportedDocument.
    """
    article = Article.objects.create(
        title=title_of(document, name),
        desk=Desk.objects.named(desk_name),
        byline=Truncator(document.byline or "").chars(BYLINE_LENGTH),
    )
    sign(article)
    write_sections(article, document, tag_finder)
    published_at = aware(document.published_at)
    if published_at:
        publish(article, at=published_at)
    else:
        revisions.record(article)
    load_threads(article, archived_threads(document), since=published_at or timezone.now())
    return ImportedDocument.objects.create(
        article=article,
        identity=identity_of(document, name),
        file_name=name,
        source_url=document.source_url or "",
        content_hash=sha256(data).hexdigest(),
        text=data.decode(errors="replace").replace("\0", ""),
    )


def title_of(document, name):
    """The document's title, else its first words, else the file's name."""
    paragraphs = [
        text for section in document.sections for text in [section.heading, *section.paragraphs] if text
    ]
    said = [text for comment in document.comments[:1] for text in comment.paragraphs]
    first_words = Truncator(" ".join([*paragraphs, *said][:1])).words(TITLE_WORDS)
    return Truncator(document.title or first_words or name).chars(TITLE_LENGTH)


def sign(article):
    author = signing_name(article.byline)
    if author and len(author) <= AUTHOR_LENGTH:
        Byline.objects.create(article=article, author=Author.objects.named(author))


def write_sections(article, document, tag_finder):
    """The document's sections. Its first video stands in the first of them, each further one in one of its
    own.
    """
    parts = [(section.heading or "", section.paragraphs, "") for section in document.sections] or [
        ("", [], "")
    ]
    videos = list(document.video_ids)
    if videos:
        parts[0] = (*parts[0][:2], videos.pop(0))
    parts[1:1] = [("", [], video) for video in videos]
    sections = Section.objects.bulk_create(
        Section(
            article=article, ordering=10 * position, heading=heading, body=from_paragraphs(texts), video=video
        )
        for position, (heading, texts, video) in enumerate(parts, start=1)
        if heading or texts or video
    )
    tagged = Section.tags.through
    tagged.objects.bulk_create(
        tagged(section_id=section.pk, tag_id=tag_id)
        for section in sections
        for tag_id in sorted(tag_finder.find_in_section(section))
    )


def archived_threads(document):
    """The document's comment trees as comments/loading.py takes them, each comment with a lasting
    reference.
    """
    roots, made, seen = [], {None: None}, Counter()
    for _depth, parent, comment in walk(document.comments):
        siblings = made[id(parent)].children if parent else roots
        ref = source_ref(made[id(parent)].source_ref if parent else "", comment.paragraphs, seen)
        made[id(comment)] = archived = ArchivedComment(
            body="\n\n".join(comment.paragraphs),
            name=Truncator(comment.author or "").chars(COMMENTER_LENGTH),
            posted_at=aware(comment.posted_at),
            source_ref=ref,
        )
        siblings.append(archived)
    return roots


def source_ref(parent_ref, paragraphs, seen):
    """Which comment of its document this is: by its parent, its text, and how often both occurred before."""
    key = sha256("\n\n".join([parent_ref, *paragraphs]).encode()).hexdigest()
    seen[key] += 1
    return sha256(f"{key} {seen[key]}".encode()).hexdigest()


def aware(stamp):
    """The aware time of an ISO date or time; without a zone it is the newsroom's. None stays None."""
    if not stamp:
        return None
    moment = datetime.fromisoformat(stamp)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
