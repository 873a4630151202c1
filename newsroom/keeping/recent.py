# So many pages at most, of which the larger ones are not kept at all (store.py).
MOST_PAGES = 100


class RecentPages:
    """The pages that this process has just answered with, by their address: for a moment nobody is asked
    whether they are still right.
    """

    def __init__(self):
        self.pages = {}

    def get(self, address, since):
        """The page at an address, if it was right at the moment since or later; else None."""
        page = self.pages.get(address)
        return page if page and page.read_at >= since else None

    def keep(self, address, page):
        # Threads may do so at once, each with what was there when it began: none needs all of them.
        if len(self.pages) >= MOST_PAGES and address not in self.pages:
            newest = sorted(self.pages.copy().items(), key=lambda item: item[1].read_at)[MOST_PAGES // 2 :]
            self.pages = dict(newest)
        self.pages[address] = page
