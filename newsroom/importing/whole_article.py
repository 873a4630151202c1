"""One article from its record, with its editions, revisions and discussion, in the transaction of the
caller.
"""

from articles.bulk import reserve_ids
from articles.models import (
    Address,
    Article,
    Author,
    Byline,
    Correction,
    Desk,
    Edition,
    EditionSection,
    Image,
    Revision,
    Section,
    Tag,
    Transition,
)
from articles.richtext import sanitise
from newsroom.models import ImportedDocument

from .rows import RecordError, add, listed, mapping, values_of
from .whole_discussion import write_discussion

WITHOUT_READERS = {
    Article.State.IDEA,
    Article.State.UNPUBLISHED,
    Article.State.TAKEN_DOWN,
    Article.State.SPIKED,
}


def write_article(record):
    """Write the article of a record, and return what it has for the Outcome: sections, comments, threads."""
    found = Found()
    values = with_state(values_of(Article, record), state_of(record))
    [article] = add(Article, [{**values, "desk": found.desk(record.get("desk"))}])
    add(
        Byline,
        [
            {**values_of(Byline, byline), "article": article, "author": found.author(byline.get("author"))}
            for byline in listed(record, "bylines")
        ],
    )
    write_sections(Section, "article", article, listed(record, "sections"), found)
    addresses = write_addresses(article, record)
    revisions = write_revisions(article, record, found)
    for edition in listed(record, "editions"):
        write_edition(article, edition, addresses, revisions, found)
    steps = listed({"transitions": [], **record}, "transitions")
    add(Transition, [{**values_of(Transition, step), "article": article} for step in steps])
    if imported := record.get("imported"):
        row = {**values_of(ImportedDocument, imported), "article": article}
        add(ImportedDocument, [{**row, "revision": revisions.get(number_of(imported, "revision"))}])
    comments, threads = write_discussion(article, record.get("discussion"))
    return {"sections": len(record["sections"]), "comments": comments, "threads": threads}


def state_of(record):
    """The state that the record gives, unless its editions say otherwise; what they say, if it is from before
    articles had states.
    """
    state = values_of(Article, record, ["state"])["state"] if "state" in record else Article.State.PUBLISHED
    editions = [values_of(Edition, edition, ["retired_at"]) for edition in listed(record, "editions")]
    if any(edition["retired_at"] is None for edition in editions):
        return Article.State.PUBLISHED if state in WITHOUT_READERS else state
    if state != Article.State.PUBLISHED:
        return state
    return Article.State.UNPUBLISHED if editions else Article.State.DRAFT


def with_state(values, state):
    """The values of an article in a state: a scheduled one has a time, and no other has."""
    if state == Article.State.SCHEDULED and values["publish_at"]:
        return {**values, "state": state}
    state = Article.State.READY if state == Article.State.SCHEDULED else state
    return {**values, "state": state, "publish_at": None}


class Found:
    """The primary keys of what a record names. What has no line of its own is made of its name."""

    def __init__(self):
        self.known = {}

    def once(self, kind, name, find):
        if (kind, name) not in self.known:
            self.known[kind, name] = find()
        return self.known[kind, name]

    def desk(self, name):
        if not isinstance(name, str) or not name.strip():
            raise RecordError("it names no desk")
        return self.once("desk", name, lambda: Desk.objects.named(name).pk)

    def author(self, name):
        if not isinstance(name, str) or not name.strip():
            raise RecordError("an author has no name")
        return self.once("author", name, lambda: Author.objects.named(name).pk)

    def image(self, name):
        if name is None:
            return None
        values = values_of(Image, {"file": name}, ["file"])
        images = Image.objects.filter(**values).values_list("pk", flat=True)
        found = self.once("image", name, images.first)
        if found is None:
            raise RecordError(f"the picture {name} has no line above")
        return found

    def tag(self, key):
        if not isinstance(key, list) or len(key) != 2:
            raise RecordError(f"{key!r:.60} is no name and kind of a tag")
        values = values_of(Tag, {"name": key[0], "kind": key[1]}, ["name", "kind"])
        return self.once("tag", tuple(values.values()), lambda: find_tag(**values))


def find_tag(*, name, kind):
    # Only what is not there is added: a suggested tag would be confirmed by it.
    return (Tag.objects.filter(name=name, kind=kind).first() or Tag.objects.add(name=name, kind=kind)).pk


def write_sections(model, owner, owner_key, records, found):
    """Write sections, of the working copy or of an edition, with their tags."""
    html = "body" if model is Section else "html"
    rows = [
        {**values_of(model, record), owner: owner_key, "image": found.image(record.get("image"))}
        for record in records
    ]
    for row in rows:
        row[html] = sanitise(row[html])
    keys = add(model, rows)
    tagged = model.tags.through
    add(
        tagged,
        [
            {model._meta.model_name: key, "tag": tag}
            for key, record in zip(keys, records, strict=True)
            for tag in sorted({found.tag(tag) for tag in listed(record, "tags")})
        ],
    )


def write_addresses(article, record):
    """Write the addresses; {(date, slug): primary key}."""
    rows = [{**values_of(Address, address), "article": article} for address in listed(record, "addresses")]
    return {(row["date"], row["slug"]): key for row, key in zip(rows, add(Address, rows), strict=True)}


def write_revisions(article, record, found):
    """Write the revisions; {number: primary key}."""
    records = listed(record, "revisions")
    rows = [{**values_of(Revision, revision), "article": article} for revision in records]
    keys = reserve_ids(Revision, len(rows))
    numbered = {row["number"]: key for row, key in zip(rows, keys, strict=True)}
    for row, revision in zip(rows, records, strict=True):
        row["content"] = content_of(row["content"], found)
        row["restored_from"] = numbered.get(number_of(revision, "restored_from"))
    add(Revision, rows, keys)
    return numbered


def number_of(record, key):
    """The number that a record gives of something in it, or None."""
    return record.get(key) if isinstance(record.get(key), int) else None


def content_of(content, found):
    """The snapshot with this site's primary keys in the place of names."""
    desk = mapping(content, "content").get("desk")
    return {
        **content,
        "desk": None if desk is None else found.desk(desk),
        "authors": [found.author(name) for name in listed(content, "authors")],
        "sections": [section_content(section, found) for section in listed(content, "sections")],
    }


def section_content(section, found):
    tags = sorted({found.tag(tag) for tag in listed(section, "tags")})
    return {**section, "image": found.image(section.get("image")), "tags": tags}


def write_edition(article, record, addresses, revisions, found):
    values, address = values_of(Edition, record), values_of(Address, record.get("address"))
    row = {
        **values,
        "article": article,
        "revision": revisions.get(number_of(record, "revision")),
        "address": addresses.get((address["date"], address["slug"])),
        "desk": found.desk(record.get("desk")),
    }
    if not (row["revision"] and row["address"]):
        raise RecordError(f"edition {values['number']} has no revision or no address")
    [edition] = add(Edition, [row])
    authors = [{"edition": edition, "author": found.author(name)} for name in listed(record, "authors")]
    add(Edition.authors.through, authors)
    write_sections(EditionSection, "edition", edition, listed(record, "sections"), found)
    if correction := record.get("correction"):
        add(Correction, [{**values_of(Correction, correction), "edition": edition}])
