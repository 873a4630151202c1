"""Finding words of a list in a text: whole words in any script, phrases, and * for any letters of a word.

Both are brought into one form first. What readers cannot see (invisible characters, stacked accents), and
what looks alike, does not hide a word.
"""

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache

from .names import LOOKALIKES

# Scripts that put no space between words: there each character is a word of its own, and a word of the list
# is found wherever its characters stand in a row. Thai, Lao, Burmese, Khmer, kana, Han.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
UNSPACED += "\U00020000-\U0003ffff"
# Characters of no width, and such as show nothing, whatever their category.
INVISIBLE = dict.fromkeys([*range(0xFE00, 0xFE10), 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800])
# Accents that remain after composition stand on nothing that a word is written with.
STACKED = re.compile(r"(?<=[a-z0-9\u00df-\u024f\u0370-\u052f])[\u0300-\u036f]+")
DIGITS = str.maketrans("013457@$", "oieastas")
SIGNS = re.compile(r"[013457@$]")
# Letters one by one: “i d i o t”, “i.d.i.o.t”.
APART = re.compile(r"(?<![^\W_])(?:[^\W\d_][ ._*-]){2,}[^\W\d_](?![^\W_])")
RUN = re.compile(r"\S+")
# What word() finds in a text of ASCII only, where nothing else is a letter: many times as fast.
ASCII_WORD = re.compile(r"[^\W_]+", re.ASCII)
# The longest piece by which a wildcard is looked up.
PIECE = 3


@cache
def marks():
    """The accents and vowel signs of all scripts, as a class of a regular expression has them: they are parts
    of words, and re's \\w leaves them out.
    """
    found = [chr(n) for n in range(0x300, 0x1F000) if unicodedata.category(chr(n)) in ("Mn", "Mc")]
    return "".join(found)


@cache
def word(extra=""):
    return re.compile(rf"[{UNSPACED}]|(?:[^\W_{UNSPACED}]|[{marks()}{extra}])+")


def normal(text):
    """The form in which a text and a list are compared."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text.replace("\u0130", "i")).casefold().translate(INVISIBLE)
    seen = "".join(c for c in folded if c < "\u00ad" or unicodedata.category(c) != "Cf")
    return STACKED.sub("", unicodedata.normalize("NFKC", seen))


def undisguised(text):
    """The normal text with digits and foreign letters that stand for others undone, and letters that stand
    apart put together.
    """
    joined = APART.sub(lambda match: re.sub(r"[\W_]", "", match[0]), text)
    if joined.isascii() and not SIGNS.search(joined):
        return joined
    return RUN.sub(lambda match: without_disguise(match[0]), joined)


def without_disguise(run):
    """The run of characters in Latin letters, if it has one: what is all of another script is no disguise."""
    if run.isalpha() and run.isascii() or not any("a" <= char <= "z" for char in run):
        return run
    return run.translate(LOOKALIKES).translate(DIGITS)


# A few, for several checks look at the same text.
@lru_cache(maxsize=16)
def readings(text):
    """The words of a text, as they stand and with disguises undone: one list or two, in a tuple."""
    plain = normal(text)
    other = undisguised(plain)
    return tuple(map(words_of, dict.fromkeys([plain, other])))


def words_of(text):
    return (ASCII_WORD if text.isascii() else word()).findall(text)


class WordList:
    """Words and phrases, as moderators have written them; * in a word stands for any letters, or none.

    Finding costs what the text is long, and not what the list is: each entry is looked up by a piece of it.
    """

    def __init__(self, entries):
        self.words, self.pieces, self.lengths = defaultdict(list), defaultdict(list), set()
        for entry in entries:
            if phrase := phrase_of(entry):
                self.add(entry, phrase)

    def add(self, entry, phrase):
        # The piece that is the rarest, as far as its length tells.
        place, piece = max(
            ((place, piece) for place, glob in enumerate(phrase) for piece in glob.split("*")),
            key=lambda found: len(found[1]),
        )
        if "*" not in phrase[place]:
            self.words[piece].append((entry, phrase, place))
        else:
            self.pieces[piece[:PIECE]].append((entry, phrase, place))
            self.lengths.add(len(piece[:PIECE]))

    def first_in(self, readings):
        """An entry that the words contain, as it was written, or None. readings are those of readings()."""
        return next((entry for words in readings for entry in self.all_in(words)), None)

    def all_in(self, words):
        """The entries that one reading contains, each as often as it does."""
        for position, word in enumerate(words):
            for entry, phrase, place in self.candidates(word):
                if stands_at(words, position - place, phrase):
                    yield entry

    def candidates(self, word):
        yield from self.words.get(word, ())
        for length in self.lengths:
            for start in range(len(word) - length + 1):
                yield from self.pieces.get(word[start : start + length], ())


def phrase_of(entry):
    """The words of an entry; empty, if it has nothing but wildcards and marks."""
    phrase = word(r"*").findall(normal(entry))
    while phrase and not phrase[0].strip("*"):
        phrase.pop(0)
    while phrase and not phrase[-1].strip("*"):
        phrase.pop()
    return phrase


def stands_at(words, start, phrase):
    if start < 0 or start + len(phrase) > len(words):
        return False
    return all(matches(words[start + place], glob) for place, glob in enumerate(phrase))


def matches(word, glob):
    """Whether the word is one that the glob stands for. Piece by piece: no way back, so no blow-up."""
    first, *inner = glob.split("*")
    if not inner:
        return word == glob
    *inner, last = inner
    if len(word) < len(first) + len(last) or not (word.startswith(first) and word.endswith(last)):
        return False
    position, end = len(first), len(word) - len(last)
    for piece in inner:
        found = word.find(piece, position, end)
        if found < 0:
            return False
        position = found + len(piece)
    return True
