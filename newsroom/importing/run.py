"""A run of the importer over files and folders. A document that cannot be read never stops the others."""

from dataclasses import dataclass
from hashlib import sha256

from articles.tagging import TagFinder
from newsroom.models import ImportedDocument

from .archive import identity_of, write_document
from .documents import Source, find_sources, find_tag_list
from .dump import Document, NotText, read_dump
from .reports import Outcome
from .taglist import TagListError, load_tags

DEFAULT_DESK = "News"


DIFFERS = "the file differs from the one imported before; the article was left alone"
UNDATED = "it has no date, so the article is a draft"


@dataclass(frozen=True)
class ReadDocument:
    """A document as read, with the bytes that it was read from."""

    source: Source
    data: bytes
    document: Document


def read_sources(paths):
    """Yield every document below the paths as a ReadDocument, or as the Outcome of its refusal."""
    for path in paths:
        try:
            sources = find_sources(path)
        except FileNotFoundError as error:
            yield refused(path, error)
            continue
        for source in sources:
            try:
                data = source.path.read_bytes()
                yield ReadDocument(source, data, read_dump(data))
            except OSError as error:
                yield refused(source.path, error.strerror)
            except NotText as error:
                yield refused(source.path, error)


def refused(path, reason):
    return Outcome(str(path), "refused", notes=(str(reason),))


def import_archive(paths, *, desk="", dry_run=False):
    """Import all documents below the paths and yield an Outcome for each, and for each tag list that is
    refused.

    A document in a sub-folder is filed under the desk of that name, others under desk or, without one, under
    News. With dry_run nothing is written.
    """
    yield from load_tag_lists(paths, dry_run=dry_run)
    tag_finder, met = TagFinder.of_site(), set()
    for item in read_sources(paths):
        if isinstance(item, Outcome):
            yield item
            continue
        identity = identity_of(item.document, item.source.name)
        known = (
            ImportedDocument.objects.filter(identity=identity).values_list("content_hash", flat=True).first()
        )
        if known or identity in met:
            differs = known and known != sha256(item.data).hexdigest()
            yield Outcome(str(item.source.path), "unchanged", notes=(DIFFERS,) if differs else ())
            continue
        met.add(identity)
        if not dry_run:
            write_document(
                item.document,
                name=item.source.name,
                data=item.data,
                desk_name=item.source.folder or desk or DEFAULT_DESK,
                tag_finder=tag_finder,
            )
        yield imported(item)


def imported(item):
    document = item.document
    return Outcome(
        str(item.source.path),
        "imported",
        sections=len(document.sections),
        comments=document.comment_count,
        threads=len(document.comments),
        notes=() if document.published_at else (UNDATED,),
    )


def load_tag_lists(paths, *, dry_run):
    for tag_list in filter(None, map(find_tag_list, paths)):
        try:
            if not dry_run:
                load_tags(tag_list)
        except (TagListError, OSError) as error:
            yield refused(tag_list, error)
