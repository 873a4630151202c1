"""The configured cache as a place for pages and parts of them: bounded, and one maker at a time. A cache that
fails keeps nothing, and the site goes on.
"""

import logging
import time
from contextlib import contextmanager
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache

from .release import release

log = logging.getLogger(__name__)

# A larger one is made anew each time: what is kept is bounded by this and by the number of pages.
MOST_BYTES = 500_000
# A maker that has not come back by then is not waited for.
MAKING_SECONDS = 5
LOOK_AGAIN_SECONDS = 0.01


def key_of(kind, *words):
    """The name of what is kept of a kind and depends on the words, and on the release."""
    return f"{kind}:{blake2b(repr([release(), *words]).encode(), digest_size=20).hexdigest()}"


def kept_part(key, make):
    """The part of a page, with its html, that is kept under a key which says all that it depends on; or else
    what make() returns, which is then kept as long as a page.
    """
    if not settings.KEEP_PAGES:
        return make()
    found = find(key)
    if found:
        return found
    with making(key):
        # Somebody else may have made it just now.
        found = find(key) or make()
        if len(found.html) <= MOST_BYTES:
            keep(key, found)
    return found


def find(key):
    return attempt(cache.get, key)


def keep(key, made):
    attempt(cache.set, key, made, settings.PAGE_SECONDS)


@contextmanager
def making(key):
    """For whoever makes the page of a key: while another one does, wait for them to be done."""
    lock = f"{key}:making"
    is_first = attempt(cache.add, lock, True, MAKING_SECONDS, otherwise=True)
    if not is_first:
        wait_for(lock)
    try:
        yield
    finally:
        if is_first:
            attempt(cache.delete, lock)


def wait_for(lock):
    end = time.monotonic() + MAKING_SECONDS
    while time.monotonic() < end and attempt(cache.get, lock):
        time.sleep(LOOK_AGAIN_SECONDS)


def attempt(act, *arguments, otherwise=None):
    try:
        return act(*arguments)
    except Exception as error:  # noqa: BLE001 - each kind of cache has errors of its own
        log.warning("The cache failed: %r", error)
        return otherwise
