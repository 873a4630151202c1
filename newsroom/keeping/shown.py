"""Which discussions a page shows, noted while it is made."""

from contextlib import contextmanager
from contextvars import ContextVar

noted = ContextVar("noted")


@contextmanager
def noting():
    """Gives a dictionary in which show() notes what is shown meanwhile: {article: version}."""
    discussions = {}
    token = noted.set(discussions)
    try:
        yield discussions
    finally:
        noted.reset(token)


def show(article_id, version):
    """Say that the page has comments on the article, read when its discussion was at the version or later:
    the page is then kept until the version changes.
    """
    # The earlier of two versions is safe: what was read at the later one is only made again.
    noted.get({}).setdefault(article_id, version)
