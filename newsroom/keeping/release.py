"""What of a page comes from the program: a hash that changes with code, templates, words and settings."""

import json
from functools import cache
from hashlib import blake2b

from django.conf import settings

PARTS = ["articles", "comments", "newsroom", "templates"]
KINDS = {".py", ".html", ".mo"}


@cache
def release():
    """The hash, the same in all processes that run the same release with the same settings."""
    digest = blake2b(digest_size=16)
    for path in files():
        digest.update(path.read_bytes())
    digest.update(json.dumps(public_settings(), sort_keys=True).encode())
    return digest.hexdigest()


def files():
    for part in PARTS:
        found = (settings.BASE_DIR / part).rglob("*")
        yield from sorted(path for path in found if path.suffix in KINDS and "tests" not in path.parts)
    # Which names the static files have.
    yield from settings.STATIC_ROOT.glob("staticfiles.json")


def public_settings():
    """Those that are plain values: what a page takes of the settings is one of these."""
    plain = str | int | float | bool | list | None
    return {
        name: value
        for name in dir(settings)
        if name.isupper() and isinstance(value := getattr(settings, name), plain) and is_plain(value)
    }


def is_plain(value):
    return not isinstance(value, list) or all(isinstance(part, str | int) for part in value)
