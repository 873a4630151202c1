# So many pages at most, of which the larger ones are not kept at all (store.py).
MOST_PAGES = 50


class RecentPages:
    """The pages that this process has answered with lately, by their address as it was asked for: they cost
    neither the way to a view nor that to the cache.
    """

    def __init__(self):
        self.pages = {}

    def get(self, address):
        return self.pages.get(address)

    def keep(self, address, page):
        # Threads may do so at once, each with what was there when it began: none needs all of them.
        if len(self.pages) >= MOST_PAGES and address not in self.pages:
            newest = sorted(self.pages.copy().items(), key=lambda item: item[1].read_at)[MOST_PAGES // 2 :]
            self.pages = dict(newest)
        self.pages[address] = page
