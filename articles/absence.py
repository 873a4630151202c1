"""What was public and is not to be read any more."""


class Gone(Exception):
    """A page that was public was taken away for good: 410. reason says why, in words for readers; it may be
    empty. url leads to the story, where only an earlier edition of it is gone.
    """

    def __init__(self, reason, *, url=""):
        super().__init__(reason)
        self.reason, self.url = reason, url
