from functools import lru_cache, wraps
from time import time

from django.conf import settings

from .shown import site_version


def while_unchanged(most):
    """A decorator for functions of what editors have made, and of nothing else: neither of what readers have
    said nor of the clock. While a page is made that is to be kept, this process takes what it remembers, as
    long as the site's version is the same, but no longer than a page is kept; else the function is called. It
    remembers so many results at most.
    """

    def remember(make):
        @lru_cache(most)
        def made_at(_version, _period, *arguments):
            return make(*arguments)

        @wraps(make)
        def ask(*arguments):
            version = site_version()
            if version is None:
                return make(*arguments)
            # No version covers what a storage says: a file's address in a bucket may be good for an hour.
            return made_at(version, time() // max(1, settings.PAGE_SECONDS), *arguments)

        return ask

    return remember
