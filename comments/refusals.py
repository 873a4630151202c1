"""Why something cannot be done in a discussion, in words for the reader who wanted it."""


class Refused(Exception):
    """The comment cannot be posted, changed or withdrawn; its text is the reason."""


class Stale(Refused):
    """The comment has other words by now than its writer was changing."""
