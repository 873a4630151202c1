from functools import lru_cache, wraps

from .shown import site_version


def while_unchanged(most):
    """A decorator for functions of what editors have made, and of nothing else: neither of what readers have
    said nor of the clock. While a page is made that is to be kept, this process takes what it remembers, as
    long as the site's version is the same; else the function is called. It remembers so many results at most.
    """

    def remember(make):
        @lru_cache(most)
        def made_at(_version, *arguments):
            return make(*arguments)

        @wraps(make)
        def ask(*arguments):
            version = site_version()
            return make(*arguments) if version is None else made_at(version, *arguments)

        return ask

    return remember
