"""What has changed in a text, word by word: plain text in, pieces of plain text out."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from os.path import commonprefix

SAME, ADDED, REMOVED, SKIPPED = "same", "added", "removed", "skipped"

# Ends of lines and paragraphs; words with what joins them, single characters of scripts without spaces, and
# marks: each with the spaces behind it, which do not count.
SYLLABLE = r"\u3040-\u30ff\u3400-\u9fff"
WORDS = re.compile(rf"\n+|(?:[{SYLLABLE}]|[^\W{SYLLABLE}]+(?:[’'-]\w+)*|[^\w\s])[^\S\n]*|[^\S\n]+")
SPACES = " \t\xa0"
PARAGRAPHS = re.compile(r"\n{2,}|.+?(?=\n{2,}|\Z)", re.DOTALL)

# difflib's work grows with the product of two lengths, and for texts that repeat themselves with more. Words
# that occur often are no landmarks then (autojunk); what would be larger is shown as one text for another.
MOST_PAIRS, MOST_EQUAL_PAIRS = 4_000_000, 20_000
# Of a long stretch that is the same, so many words are shown beside what has changed.
CONTEXT = 12


@dataclass(frozen=True)
class Piece:
    """A run of text: the same, added or removed; or skipped, with nothing but its number of words."""

    kind: str
    text: str
    words: int = 0

    @property
    def shown(self):
        """The text as it is shown: where a paragraph was begun or joined, that has a mark to be seen by."""
        return self.text if self.kind == SAME else self.text.replace("\n\n", "¶\n\n")


@dataclass
class Effort:
    """How much may be spent on finding differences; what is compared later is shown more coarsely then."""

    pairs: int = 5 * MOST_PAIRS

    def spend(self, pairs):
        """Whether so many pairs of words may be looked at."""
        may = pairs <= min(self.pairs, MOST_PAIRS)
        self.pairs -= pairs if may else 0
        return may


def compare_texts(before, after, effort=None):
    """The Pieces that turn one plain text into the other, in reading order. Joined, those that are not
    removed make the text after; those that are not added, but for spaces, the text before.
    """
    effort, pieces = effort or Effort(), []
    for is_same, old, new in differences(PARAGRAPHS.findall(before), PARAGRAPHS.findall(after), effort):
        if is_same:
            pieces += spell(SAME, new)
        else:
            pieces += compare_words("".join(old), "".join(new), effort)
    return joined(pieces)


def compare_words(before, after, effort):
    pieces = []
    for is_same, old, new in differences(WORDS.findall(before), WORDS.findall(after), effort):
        pieces += spell(SAME, new) if is_same else replaced("".join(old), "".join(new))
    return joined(pieces)


def replaced(old, new):
    """One text in the place of another; the spaces behind both are the same."""
    spaces = (old and new) and commonprefix([old[::-1], new[::-1]])
    tail = len(spaces) - len(spaces.lstrip(SPACES))
    old, new, same = old[: len(old) - tail], new[: len(new) - tail], new[len(new) - tail :]
    return [*spell(REMOVED, [old]), *spell(ADDED, [new]), *spell(SAME, [same])]


def differences(before, after, effort):
    """Triples: whether they are the same, some tokens before, the tokens after that stand in their place."""
    old, new = ([token.rstrip(SPACES) for token in tokens] for tokens in (before, after))
    start = shared_beginning(old, new)
    end = shared_beginning(old[start:][::-1], new[start:][::-1])
    old_end, new_end = len(old) - end, len(new) - end
    yield True, before[:start], after[:start]
    for is_same, i, j, k, m in opcodes(old[start:old_end], new[start:new_end], effort):
        yield is_same, before[start + i : start + j], after[start + k : start + m]
    yield True, before[old_end:], after[new_end:]


def opcodes(old, new, effort):
    if not effort.spend(len(old) * len(new)):
        return [(False, 0, len(old), 0, len(new))]
    often = Counter(new)
    equal_pairs = sum(often[token] for token in old)
    matcher = SequenceMatcher(None, old, new, autojunk=equal_pairs > MOST_EQUAL_PAIRS)
    return [(tag == "equal", *places) for tag, *places in matcher.get_opcodes()]


def shared_beginning(old, new):
    """How many tokens at the beginning are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))


def spell(kind, tokens):
    return [Piece(kind, "".join(tokens))] if any(tokens) else []


def joined(pieces):
    """The pieces with neighbours of one kind as one; where words were replaced, what was there stands
    first.
    """
    result = []
    for is_same, run in groupby(pieces, key=lambda piece: piece.kind == SAME):
        run = list(run)
        for kind in [SAME] if is_same else [REMOVED, ADDED]:
            result += spell(kind, [piece.text for piece in run if piece.kind == kind])
    return result


def shortened(pieces):
    """The pieces with long stretches that are the same cut down to the words beside what has changed."""
    result = []
    for place, piece in enumerate(pieces):
        is_first, is_last = place == 0, place == len(pieces) - 1
        result += [piece] if piece.kind != SAME else cut(piece, is_first=is_first, is_last=is_last)
    return result


def cut(piece, *, is_first, is_last):
    words = re.findall(r"\s*\S+\s*", piece.text)
    head, tail = 0 if is_first else CONTEXT, 0 if is_last else CONTEXT
    skipped = len(words) - head - tail
    if skipped <= CONTEXT:
        return [piece]
    beginning, end = words[:head], words[len(words) - tail :]
    return [*spell(SAME, beginning), Piece(SKIPPED, "", skipped), *spell(SAME, end)]
