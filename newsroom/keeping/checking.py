import time
from dataclasses import replace

from .versions import versions_now


class Check:
    """Whether kept pages are right for a request, which wants what was right at the moment since or later."""

    def __init__(self, since):
        self.since = since
        self.wrong = self.site = None

    def passed(self, page):
        """The page, if it was right at that moment or later, or is so now; else None. Only the latter takes a
        query, which is spared if a page of the same versions is known to be wrong.
        """
        now = time.time()
        if not page or now > page.until or page.versions == self.wrong:
            return None
        if page.read_at >= self.since:
            return page
        _site, discussions = page.versions
        versions = versions_now(discussions)
        if versions == page.versions:
            return replace(page, read_at=now)
        self.wrong, self.site = page.versions, (versions[0], now)
        return None

    def site_before(self):
        """The site's version and the moment before it was read, for a page that is to be made now. One query,
        unless it was read to find a page wrong.
        """
        if not self.site:
            now = time.time()
            self.site = versions_now([])[0], now
        return self.site
