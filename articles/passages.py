"""The passage of a section that a search has found, with the words that were looked for."""

import re
import unicodedata
from dataclasses import dataclass

# What stands before the first word that is found, and how long a passage is, in characters.
BEFORE, LONGEST = 80, 280
# By these endings a search engine may take words for the same: “engineer” finds “engineers”.
ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s|e)$")


class Folding(dict):
    """Letters without capitals and accents, one for one, so that places in a text stay what they are."""

    def __missing__(self, code):
        letter = unicodedata.normalize("NFKD", chr(code))[0].lower()
        self[code] = letter if len(letter) == 1 else chr(code)
        return self[code]


FOLDING = Folding()


@dataclass(frozen=True)
class Run:
    """A run of plain text; is_found says that it was looked for."""

    text: str
    is_found: bool = False


def passage(text, wanted):
    """The Runs of a passage of a plain text around the first of the words and phrases that are wanted, plain
    texts; the beginning of the text, if none of them is in it.
    """
    text = " ".join(text.split())
    pattern = pattern_of(wanted)
    places = [match.span() for match in pattern.finditer(text.translate(FOLDING))] if pattern else []
    begin = beginning(text, places[0][0] if places else 0)
    end = ending(text, begin + LONGEST)
    runs, last = [Run("… ")] if begin else [], begin
    for start, stop in places:
        if start >= last and stop <= end:
            runs += [Run(text[last:start]), Run(text[start:stop], is_found=True)]
            last = stop
    runs += [Run(text[last:end]), Run(" …" if end < len(text) else "")]
    return [run for run in runs if run.text]


def pattern_of(wanted):
    """What finds any of the words and phrases in a folded text, the longest first; None if there is none."""
    phrases = [re.findall(r"\w+", phrase.translate(FOLDING)) for phrase in wanted]
    spelt = [
        r"\W+".join([*map(re.escape, words[:-1]), stem_of(words[-1])])
        for words in sorted(filter(None, phrases), key=len, reverse=True)
    ]
    return re.compile(rf"\b(?:{'|'.join(spelt)})\b") if spelt else None


def stem_of(word):
    return re.escape(ENDING.sub("", word)) + r"\w{0,3}"


def beginning(text, place):
    """Where a passage begins that has a place in it: at a word."""
    if place <= BEFORE:
        return 0
    space = text.find(" ", place - BEFORE, place)
    return space + 1 if space >= 0 else place


def ending(text, place):
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - BEFORE, place)
    return space if space >= 0 else place
