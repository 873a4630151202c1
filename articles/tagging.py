"""Finding the site's tags in a text."""

import re
from collections import defaultdict

from .models import Tag, TagAlias

WORD = re.compile(r"\w+")


class TagFinder:
    """Knows every tag's name and aliases, and finds them in texts as whole words.

    Names of people, places and organisations are found as they are spelt, topics whatever their capitals.
    Where names overlap the longest one counts. The time for a text grows with its words, not with the number
    of tags.
    """

    def __init__(self, names):
        """names: triples of a name, the id of its tag, and whether capitals matter."""
        self.by_first_word = defaultdict(list)
        for name, tag_id, exact in names:
            spelling = squeeze(name)
            if first_word := WORD.match(spelling):
                key = first_word[0].lower()
                self.by_first_word[key].append((spelling if exact else spelling.lower(), tag_id, exact))
        for candidates in self.by_first_word.values():
            candidates.sort(key=lambda candidate: len(candidate[0]), reverse=True)

    @classmethod
    def of_site(cls):
        """A finder for all confirmed tags in the database."""
        confirmed = Tag.State.CONFIRMED
        tags = Tag.objects.order_by().filter(state=confirmed).values_list("name", "pk", "kind")
        aliases = TagAlias.objects.order_by().filter(tag__state=confirmed)
        aliases = aliases.values_list("name", "tag_id", "tag__kind")
        return cls((name, pk, kind != Tag.Kind.TOPIC) for name, pk, kind in [*tags, *aliases])

    def candidates(self, word, also):
        """The names that begin with a word, the longest first; also is another finder or None."""
        own = self.by_first_word.get(word, ())
        others = also.by_first_word.get(word, ()) if also else ()
        if not others:
            return own
        return sorted([*own, *others], key=lambda candidate: len(candidate[0]), reverse=True)

    def find(self, text, also=None):
        """The ids of the tags whose name or alias occurs in the text; those of the finder also count
        likewise.
        """
        text = squeeze(text)
        lowered = text.lower() if len(text.lower()) == len(text) else text
        found, position = set(), 0
        while word := WORD.search(text, position):
            position = word.end()
            for spelling, tag_id, exact in self.candidates(word[0].lower(), also):
                end = word.start() + len(spelling)
                matches = (text if exact else lowered).startswith(spelling, word.start())
                if matches and not WORD.match(text, end):
                    found.add(tag_id)
                    position = end
                    break
        return found


def squeeze(text):
    """The text with every run of white space as one space."""
    return " ".join(text.split())
