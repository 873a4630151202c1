"""Texts as lines of words, each with what its capital letter may mean."""

import re
from dataclasses import dataclass

from .vocabulary import ABBREVIATED, HEADLINE_WORDS

# Initials such as “U.S.” and “J.”, or a word with the hyphens and apostrophes inside it.
WORD = re.compile(r"[A-HJ-Z]\.(?:[A-Z]\.)*(?![^\W_])|[^\W_]+(?:[-’'][^\W_]+)*")
BLANKS = re.compile(r"[ \t\u00a0\u202f]+")
# What stands between the end of a sentence, or of a heading, and the beginning of the next; an opening
# quotation mark also begins one.
BREAK = re.compile(r"[.!?…:•*|\[]|(?:^|[\s—–(])[\"“‘'«„]")
POSSESSIVE = re.compile(r"(?i:[’']s)\Z")


@dataclass(slots=True)
class Word:
    """A word of a text. text is without the possessive; gap is what stands between it and the word before."""

    text: str
    gap: str
    possessive: bool
    starts: bool
    "Whether it begins a sentence, so that its capital means nothing."

    @property
    def lower(self):
        return self.text.lower()

    @property
    def is_initials(self):
        return self.text.endswith(".")

    @property
    def is_capital(self):
        """Written as names are: a capital first, and not shouted."""
        first = self.text[0]
        return first.isupper() and (self.is_initials or any(char.islower() for char in self.text))

    @property
    def is_acronym(self):
        return self.text.isupper() and len(self.text.replace(".", "")) in range(2, 7)

    @property
    def is_joined(self):
        """Whether nothing but a space parts it from the word before."""
        return self.gap == " "


def read_lines(text):
    """The text's lines as lists of Words."""
    return [words for line in text.splitlines() if (words := read_line(line))]


def read_line(line):
    words, end, before = [], 0, None
    for match in WORD.finditer(line):
        gap = BLANKS.sub(" ", line[end : match.start()])
        word = make_word(match[0], gap)
        if before is None:
            word.starts = True
        elif before.lower in ABBREVIATED and gap == ". ":
            word.gap = " "
        else:
            word.starts = bool(BREAK.search(gap))
        # The possessive of a plural: the farmers’ boats.
        if before and gap[:1] in ("’", "'") and before.text.endswith("s"):
            before.possessive = True
        words.append(word)
        before, end = word, match.end()
    return words


def make_word(spelling, gap):
    stem = POSSESSIVE.sub("", spelling)
    return Word(text=stem or spelling, gap=gap, possessive=stem != spelling, starts=False)


def is_sentence(words):
    """Whether a line is written in sentences, not as a headline With Capitals or IN CAPITALS."""
    return any(word.text.islower() and word.text not in HEADLINE_WORDS for word in words)
