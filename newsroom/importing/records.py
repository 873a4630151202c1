"""Lines of JSON as export_seeds --json writes them, into a site: all as it was, under new primary keys.

Nothing is judged and nothing published: a record says what is public. Beside newsroom/importing/archive.py
this is the other way in for archives; HTML is cleaned here as everywhere. The search index is left to the
caller (articles.search.index_missing).
"""

import json
import re

from django.db import DatabaseError, transaction

from articles.models import (
    Address,
    Article,
    Author,
    Desk,
    EditionSection,
    FormerAuthor,
    FormerTag,
    Image,
    Section,
    Tag,
    TagAlias,
)
from articles.slugs import free_slug
from newsroom.models import ImportedDocument

from .reports import Outcome, refused
from .rows import RecordError, add, key_of_user, listed, values_of
from .whole_article import write_article

FORMAT = 1
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")  # PostgreSQL refuses it


def import_records(lines, *, label="line"):
    """Import lines of JSON and yield an Outcome for each article, and for each line that is refused.

    What articles refer to has lines of its own, above them; these are told of only if they are refused.
    """
    for number, line in enumerate(lines, start=1):
        name = f"{label} {number}"
        if not line.strip():
            continue
        try:
            outcome = write_record(read_line(line), name=name)
        except (RecordError, UnicodeEncodeError) as error:
            outcome = refused(name, error)
        except DatabaseError as error:
            outcome = refused(name, f"the database does not take it: {error}")
        if outcome:
            yield outcome


def read_line(line):
    if isinstance(line, bytes):
        line = line.decode(errors="replace")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"this is no JSON ({error})") from error
    if not isinstance(record, dict):
        raise RecordError("this is no record")
    if NUL.search(line):
        raise RecordError("it contains the character NUL")
    return record


@transaction.atomic
def write_record(record, *, name="record"):
    """Write what one record says, unless it is there already: that is left alone.

    Returns the Outcome of an article, and None for a desk, tag, author or picture. Raises RecordError, and
    writes nothing, if the record cannot be understood.
    """
    of, version = record.get("record"), record.get("format")
    if version != FORMAT:
        raise RecordError(f"its format is {version!r}, not {FORMAT}")
    fields = {key: value for key, value in record.items() if key not in ("record", "format")}
    if of == "article":
        return write_unless_there(fields, name)
    if not isinstance(of, str) or of not in WRITERS:
        raise RecordError(f"there is no record of a “{of!s:.60}”")
    return WRITERS[of](fields)


def write_unless_there(record, name):
    label = f"{name}: {record.get('title')}"
    if is_there(record):
        return Outcome(label, "unchanged")
    return Outcome(label, "imported", **write_article(record))


def is_there(record):
    """Whether the site has the article: by its import, one of its sections, an address, or its very first
    moment.
    """
    keys = [
        values_of(Section, section, ["key"])["key"]
        for owner in [record, *listed(record, "editions")]
        for section in listed(owner, "sections")
    ]
    addresses = [values_of(Address, address) for address in listed(record, "addresses")]
    return (
        Article.objects.filter(**values_of(Article, record, ["title", "created_at"])).exists()
        or Section.objects.filter(key__in=keys).exists()
        or EditionSection.objects.filter(key__in=keys).exists()
        or any(Address.objects.filter(**address).exists() for address in addresses)
        or is_imported(record.get("imported"))
    )


def is_imported(record):
    if record is None:
        return False
    return ImportedDocument.objects.filter(**values_of(ImportedDocument, record, ["identity"])).exists()


def write_desk(record):
    values, editors = values_of(Desk, record), listed({"editors": [], **record}, "editors")
    if not Desk.objects.filter(name__iexact=values["name"]).exists():
        slug = free_slug(values["slug"], Desk.objects.is_slug_taken, fallback="desk")
        [pk] = add(Desk, [{**values, "slug": slug}])
        Desk.objects.get(pk=pk).editors.set(filter(None, map(key_of_user, editors)))


def write_tag(record):
    values, aliases = values_of(Tag, record), listed(record, "aliases")
    if not Tag.objects.filter(name=values["name"], kind=values["kind"]).exists():
        slug = free_slug(values["slug"], Tag.objects.is_slug_taken, fallback="topic")
        [pk] = add(Tag, [{**values, "slug": slug}])
        names = [values_of(TagAlias, {"name": alias})["name"] for alias in aliases]
        TagAlias.objects.bulk_create(
            (TagAlias(tag_id=pk, name=name) for name in names), ignore_conflicts=True
        )
        write_former(FormerTag, "tag_id", pk, record)


def write_author(record):
    values = values_of(Author, record)
    if not Author.objects.filter(name=values["name"]).exists():
        slug = free_slug(values["slug"], Author.objects.is_slug_taken, fallback="author")
        # An account belongs to one author.
        taken = Author.objects.filter(user__isnull=False, user=values["user"]).exists()
        [pk] = add(Author, [{**values, "slug": slug, "user": None if taken else values["user"]}])
        write_former(FormerAuthor, "author_id", pk, record)


def write_former(model, owner, pk, record):
    """What once led to a tag or an author, as far as it is still free."""
    former = [values_of(model, row) for row in listed({"former": [], **record}, "former")]
    model.objects.bulk_create((model(**{owner: pk}, **row) for row in former), ignore_conflicts=True)


def write_image(record):
    values = values_of(Image, record)
    if not Image.objects.filter(file=values["file"]).exists():
        add(Image, [values])


WRITERS = {"desk": write_desk, "tag": write_tag, "author": write_author, "image": write_image}
