"""Words of addresses: lower-case ASCII, transliterated from any script."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from slugify import slugify

MAX_LENGTH = 80

# The first words of the addresses of other pages, which a desk must not shadow. A test of the composition
# root compares this list with the URL patterns.
RESERVED = frozenset(
    [
        *["about", "admin", "archive", "authors", "comments", "corrections", "feeds", "healthz"],
        *["media", "preview", "search", "static", "topics"],
    ]
)


def make_slug(text, *, max_length=MAX_LENGTH):
    """The slug of a text: at most max_length characters, cut between words; empty if nothing of it can be
    spelt.
    """
    return slugify(text.replace("’", ""), max_length=max_length, word_boundary=True, save_order=True)


def free_slug(text, is_taken, *, fallback):
    """A slug of the text, or of the fallback, that is_taken(slug) does not claim: with -2, -3 … at its end
    if need be.
    """
    wanted = make_slug(text) or fallback
    slug, number = wanted, 1
    while is_taken(slug):
        number += 1
        ending = f"-{number}"
        slug = wanted[: MAX_LENGTH - len(ending)].rstrip("-") + ending
    return slug


def refuse_reserved(slug):
    """Raise ValidationError if the slug of a desk is the first word of another page's address."""
    if slug in RESERVED:
        raise ValidationError(
            _("“%(slug)s” is the address of another page. Choose another."), params={"slug": slug}
        )
