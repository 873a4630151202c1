"""From an article with its discussion to the document that a dump of it would be, the way back of
newsroom/importing/archive.py.
"""

from dataclasses import dataclass, field
from datetime import UTC

from django.utils import timezone

from articles.models import Edition
from articles.richtext import to_text
from comments.models import Comment
from newsroom.importing.archive import Arrival, title_of
from newsroom.importing.dump import read_dump
from newsroom.importing.options import Options
from newsroom.importing.page import Comment as PageComment
from newsroom.importing.page import Document, Section
from newsroom.importing.text import clean_line, paragraph, split_blocks, split_lines
from newsroom.models import ImportedDocument

from .dump import write_dump


@dataclass
class Exported:
    """What goes out of an article: its document, the dump of that, and what the article had besides."""

    document: Document
    data: bytes
    edition: Edition | None
    sections: list = field(repr=False)  # as stored


def export(article):
    """The article as readers see it now, or its working copy if they do not, and what readers say."""
    edition = article.current_edition()
    sections = list((edition or article).sections.select_related("image").prefetch_related("tags"))
    imported = ImportedDocument.objects.filter(article=article).first()
    shown = edition or article
    document = Document(
        title=one_line(shown.title),
        published_at=edition and published_at(edition, imported),
        byline=byline_of(article, edition),
        video_ids=list(dict.fromkeys(section.video for section in sections if section.video)),
        source_url=(imported and imported.source_url) or None,
        sections=sections_of(sections),
        comments=comments_of(article),
    )
    return Exported(document, data_of(document), edition, sections)


def data_of(document):
    """The document's dump. A title that no dump can say is left out if the reader makes the same of the first
    words.
    """
    data = write_dump(document)
    title = document.title
    if read_dump(data).title != title:
        document.title = None
        untitled = write_dump(document)
        if title_of(Arrival("", "", untitled, read_dump(untitled))) == title:
            return untitled
        document.title = title
    return data


def one_line(text):
    return " ".join(text.split())


def byline_of(article, edition):
    byline = (edition or article).byline
    if not byline:
        authors = edition.authors.all() if edition else [byline.author for byline in article.bylines.all()]
        byline = ", ".join(author.name for author in authors)
    return one_line(byline) or None


def published_at(edition, imported):
    """The time of publication as a dump says it; as the article's own dump said it, if that is the same."""
    if imported:
        said = read_dump(imported.text.encode()).published_at
        if said and Options().aware(said) == edition.published_at:
            return said
    return stamp_of(edition.published_at)


def stamp_of(moment):
    """The ISO time that is read as this moment in the newsroom's zone; midnight is a day without a time, and
    fractions of a second are left out.
    """
    local = timezone.localtime(moment).replace(microsecond=0)
    naive = local.replace(tzinfo=None, fold=0)
    if timezone.make_aware(naive).astimezone(UTC) != local.astimezone(UTC):
        return local.isoformat()  # the clock showed this time twice
    return naive.date().isoformat() if naive.time().isoformat() == "00:00:00" else naive.isoformat()


def paragraphs_of(text):
    """The paragraphs of plain text as a dump has them."""
    lines = split_lines(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [paragraph(block) for block in split_blocks(lines)]


def markup_of(section):
    return section.body if hasattr(section, "body") else section.html


def holds_only_video(section):
    return bool(section.video) and not (section.heading or section.image_id or markup_of(section))


def sections_of(stored):
    """The sections of a dump. One without a heading goes on with the one before."""
    sections = []
    for section in stored:
        if holds_only_video(section):
            continue
        heading, paragraphs = one_line(section.heading), paragraphs_of(to_text(markup_of(section)))
        if heading or (not sections and paragraphs):
            sections.append(Section(heading or None, paragraphs))
        elif paragraphs:
            sections[-1].paragraphs += paragraphs
    return sections


def comments_of(article):
    """The threads in their order, of comments that readers can read. Whose parent they cannot read answers
    the nearest one above it that they can, or begins a thread; what continues a full thread is a reply in it.
    """
    # A thread is younger than the one that it continues, so that comes first.
    rows = Comment.objects.on(article.pk).select_related("thread").order_by("tree_id", "lft")
    roots, made = [], {}
    for row in rows:
        above = made.get(row.parent_id or row.thread.continues_id)
        if not row.is_readable:
            made[row.pk] = above
            continue
        made[row.pk] = comment = PageComment(
            author=clean_line(one_line(row.name)).text or None,
            posted_at=row.posted_at and stamp_of(row.posted_at),
            paragraphs=paragraphs_of(row.body),
        )
        if above:
            above.children.append(comment)
        else:
            roots.append((row.thread.sort_key, row.thread_id, comment))
    return [comment for *_, comment in sorted(roots, key=lambda root: root[:2])]
