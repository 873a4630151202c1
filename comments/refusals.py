"""Why something cannot be done in a discussion, in words for the reader who wanted it."""


class Refused(Exception):
    """The comment cannot be posted, changed or withdrawn; its text is the reason."""


class Stale(Refused):
    """The comment has other words by now than its writer was changing."""


class TooMany(Refused):
    """The reader, or the network, has sent so much lately that this has to wait for some seconds."""

    def __init__(self, reason, *, seconds):
        super().__init__(reason)
        self.seconds = seconds


class Asked(Refused):
    """The writer is asked to look at the text again; sent once more, it waits for a moderator."""
