"""By-lines: whose name stands over a story, and how it is printed."""

import re
from dataclasses import dataclass

from .models import Author


@dataclass(frozen=True)
class BylinePart:
    """A piece of a printed by-line; with an author, it links to the author's page."""

    text: str
    author: Author | None = None


def signing_name(byline):
    """The author's name in a by-line as written: what stands before the first comma or " in "."""
    return re.split(r",| in ", byline, maxsplit=1)[0].strip()


def byline_parts(byline, authors, former=()):
    """The printed by-line in parts: each author's name where it stands in the text, the rest as plain text.

    Authors whose name the text does not contain follow at the end; an empty text prints the authors' names
    alone. former are pairs of an author's former name and the author: a text that was printed under it leads
    to the author as well.
    """
    by_name = dict(former) | {author.name: author for author in authors}
    names = sorted(by_name, key=len, reverse=True)
    pieces = re.split(rf"\b({'|'.join(map(re.escape, names))})\b", byline) if names and byline else [byline]
    parts, named = [], []
    for piece in filter(None, pieces):
        author = by_name.get(piece)
        is_first = author is not None and not any(author is one for one in named)
        parts.append(BylinePart(piece, author if is_first else None))
        named += [author] if is_first else []
    for author in authors:
        if not any(author is one for one in named):
            parts += [BylinePart(", ")] if parts else []
            parts.append(BylinePart(author.name, author))
    return parts
