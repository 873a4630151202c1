"""Which full name a part of it stands for."""


class ShortForms:
    """Full names by the parts of them that may stand for the whole."""

    def __init__(self, names, *, first=True):
        """first: whether the first word may stand for the whole, as well as its endings."""
        self.first, self.names = first, {}
        for name in names:
            self.add(name)

    def add(self, name):
        words = name.split(" ")
        parts = {" ".join(words[start:]) for start in range(1, len(words))}
        if self.first:
            parts.add(words[0])
        for part in parts:
            self.names.setdefault(part.lower(), set()).add(name)

    def full_names(self, part):
        return self.names.get(part.lower(), set())

    def only(self, part):
        """The one name that the part can stand for, or None."""
        names = self.full_names(part)
        return next(iter(names)) if len(names) == 1 else None
