"""Of which versions a page is, noted while it is made."""

from contextlib import contextmanager
from contextvars import ContextVar

noted = ContextVar("noted", default=None)


@contextmanager
def noting(site):
    """For whoever makes a page when the site's version is this one: gives a dictionary in which show() notes
    which discussions are shown meanwhile: {article: version}.
    """
    discussions = {}
    token = noted.set((site, discussions))
    try:
        yield discussions
    finally:
        noted.reset(token)


def show(article_id, version):
    """Say that the page has comments on the article, read when its discussion was at the version or later:
    the page is then kept until the version changes.
    """
    if page := noted.get():
        _site, discussions = page
        # The earlier of two versions is safe: what was read at the later one is only made again.
        discussions.setdefault(article_id, version)


def site_version():
    """The site's version, read before the page that is being made; None, if nobody has asked for it."""
    page = noted.get()
    return page and page[0]
