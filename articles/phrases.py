"""Capitalised phrases of a text: what may be a name, freed of titles and nationalities."""

from dataclasses import dataclass

from .vocabulary import (
    DEMONYMS,
    OFFICES,
    ORGANISATION_ENDINGS,
    ORGANISATION_HEADS,
    PLACE_ENDINGS,
    PLACE_HEADS,
    PLAIN_BODIES,
    SURNAME_ENDINGS,
    THING_BEGINNINGS,
    THING_ENDINGS,
    TITLES,
    WELL_KNOWN,
    words,
)

HEADS = ORGANISATION_HEADS | PLACE_HEADS
ENDINGS = ORGANISATION_ENDINGS | PLACE_ENDINGS
COMPASS_PREFIXES = words("north south east west northern southern eastern western central")
LONGEST_NAME = 10


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words first to last, without last, of a line; titled if a title was cut off before them."""

    line: list
    first: int
    last: int
    titled: bool = False
    lead: int | None = None
    "Where the phrase began before titles and nationalities were cut off."

    @property
    def words(self):
        return self.line[self.first : self.last]

    @property
    def text(self):
        """The phrase as written, but for the possessive at its end."""
        *inner, end = self.words
        return " ".join([*(word.text + "’s" * word.possessive for word in inner), end.text])

    @property
    def size(self):
        return self.last - self.first

    @property
    def starts(self):
        """Whether it begins a sentence, so that its first capital may mean nothing."""
        return self.line[self.first].starts

    @property
    def before(self):
        """The word before the phrase in lower case, if a space parts them, else nothing."""
        return self.word_before(1)

    def word_before(self, steps):
        """The word so many steps before the phrase, its titles and nationalities, as before says it."""
        begin = self.first if self.lead is None else self.lead
        follows = begin >= steps and all(word.is_joined for word in self.line[begin - steps + 1 : begin + 1])
        return self.line[begin - steps].lower if follows else ""

    @property
    def after(self):
        """The word that follows, or None."""
        return self.line[self.last] if self.last < len(self.line) else None

    def without_first(self):
        return Phrase(self.line, self.first + 1, self.last, self.titled)


def trim(line, first, last, gazetteer):
    """The Phrase that remains without titles and nationalities; None if nothing does, or if it names an
    office or an event.
    """
    if last - first > 1 and line[last - 1].is_initials:
        last -= 1
    phrase = Phrase(line, first, last)
    if phrase.size > LONGEST_NAME or is_thing(phrase):
        return None
    if phrase.text in WELL_KNOWN or (phrase.size > 1 and is_told_by_ending(phrase)):
        return None if is_description(phrase) else phrase
    titled = False
    while first < last and not gazetteer.rank(Phrase(line, first, last).text):
        less, is_title = words_before_name(line, first, last)
        if not less:
            break
        first, titled = first + less, titled or is_title
    return Phrase(line, first, last, titled, phrase.first) if first < last else None


def words_before_name(line, first, last):
    """How many words at first are a nationality or a title, and whether it is a title."""
    word, following = line[first].lower, line[first + 1].lower if first + 1 < last else ""
    if word in DEMONYMS:
        return 1, False
    if word in COMPASS_PREFIXES and following in DEMONYMS:
        return 2, False
    is_title = word in TITLES or (last - first > 2 and is_portfolio(line, first))
    return int(is_title), is_title


def is_thing(phrase):
    """Whether it is an office, an event, or the weather."""
    ending = phrase.words[-1].lower
    office = ending in OFFICES or ending.removesuffix("s") in OFFICES
    named = phrase.words[0].lower in THING_BEGINNINGS
    return phrase.size > 1 and (named or office or ending in THING_ENDINGS)


def is_told_by_ending(phrase):
    """Whether the last word tells the kind, so that no title is cut off: “General Hospital”, but not “Captain
    Philip Green”.
    """
    first, ending = phrase.words[0].lower, phrase.words[-1].lower
    return ending in ENDINGS and not (first in TITLES and ending in SURNAME_ENDINGS)


def is_portfolio(line, position):
    """Whether it is what somebody is minister of: Secretary of State Smith."""
    return position > 1 and line[position - 1].lower == "of" and line[position - 2].lower in TITLES


def is_description(phrase):
    """Whether it is no name, but a nationality with a common word: the Ukrainian Parliament."""
    *described, body = [word.lower for word in phrase.words]
    if described[:1] == ["european"] or not described or body not in PLAIN_BODIES:
        return False
    return all(word in DEMONYMS or word in COMPASS_PREFIXES for word in described)
