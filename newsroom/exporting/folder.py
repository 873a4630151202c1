"""An archive on disk: a folder for each desk, a dump for each article, and the list of tags, as import_seeds
takes them.
"""

import csv
import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from articles.models import Tag
from articles.slugs import make_slug
from newsroom.importing.documents import TAG_LIST
from newsroom.importing.taglist import COLUMNS

from .archive import export
from .files import put
from .losses import losses_of, ordinal_of
from .records import batches

UNSAFE = re.compile(r"[/\\\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Written:
    """A file of the archive: its name below the folder, what became of it, and what it could not carry."""

    name: str
    status: str  # that of files.put()
    losses: list[str]


def write_folders(articles, folders):
    """Write the articles, a queryset, into each of the folders, and yield a Written for every file. Raises
    OSError.
    """
    data = tag_list()
    yield from (Written(TAG_LIST, put(Path(folder) / TAG_LIST, data), []) for folder in folders)
    for article in batches(articles.select_related("desk")):
        exported = export(article)
        name, losses = file_name(article, exported.edition), losses_of(article, exported)
        for folder in folders:
            yield Written(name, put(Path(folder) / name, exported.data), losses)


def file_name(article, edition):
    """`Harbour/2025-09-13-ferry-returns.txt`, or `Harbour/draft-7-ferry-returns.txt`."""
    desk = UNSAFE.sub("-", (edition or article).desk.name).lstrip(".") or "Desk"
    if not edition:
        return f"{desk}/draft-{article.pk}-{make_slug(article.title) or 'story'}.txt"
    slug = edition.address.slug
    if ordinal := ordinal_of(edition):
        # Stories of one headline and day take their addresses in the order of their names, which is that of
        # characters.
        slug = f"{slug.removesuffix(ordinal)}_{int(ordinal[1:]):03}"
    return f"{desk}/{edition.address.date}-{slug}.txt"


def tag_list():
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for tag in Tag.objects.public().prefetch_related("aliases").order_by("name", "kind"):
        rows.writerow([tag.name, tag.kind, "|".join(alias.name for alias in tag.aliases.all())])
    return text.getvalue().encode()
