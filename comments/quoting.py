"""Quotations of the story: the section whose passage the first paragraph of a comment repeats.

A passage is a paragraph, a sentence, or a run of sentences that follow each other in one paragraph. What is
the same but for quote marks, apostrophes, white space and marks at its ends is the same passage. To share a
word or two with the story is not to quote it.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from articles.models import EditionSection, Section
from articles.richtext import to_text

from .rendering import first_paragraph

# A passage has so many characters or so many words; nothing longer than LONGEST is looked for.
SHORTEST, FEWEST_WORDS, LONGEST = 25, 5, 5_000

# In so many of its places a sentence is looked up. Only a text that repeats itself more often has passages
# that are not found: those that begin with such a sentence and go on as they do in its later places.
PLACES = 50

QUOTE_MARKS = "\"'`´ʹʺʻʼʽ‘’‚‛“”„‟′″‵‶«»‹›「」『』〈〉《》〝〞〟❛❜❝❞＂＇"
# Soft hyphens, zero widths and signs of direction: they come along with copied words.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
IGNORED = re.compile(f"[{QUOTE_MARKS}{INVISIBLE}]")
STRAY = " .,;:!?…>*_|–—()[]{}"
# Full-width stops need no space behind them. Abbreviations end sentences here too, in the story and in the
# comment alike.
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…])[)\]}]* |(?<=[。！？]) ?")
BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


def bare(text):
    """The text without quote marks, apostrophes and invisible characters, with single spaces."""
    return " ".join(IGNORED.sub("", unicodedata.normalize("NFC", text)).split())


def sentences(text):
    """Where the sentences of a bare text begin and end, without the marks around them."""
    begin = 0
    for gap in chain(BETWEEN_SENTENCES.finditer(text), [None]):
        end = gap.start() if gap else len(text)
        sentence = text[begin:end].rstrip(STRAY)
        if words := sentence.lstrip(STRAY):
            yield begin + len(sentence) - len(words), begin + len(sentence)
        begin = gap.end() if gap else end


def passage(paragraph):
    """The bare words of a comment's paragraph, or None if they are too few or too many for a quotation."""
    if len(paragraph) > LONGEST:
        return None
    words = bare(paragraph).strip(STRAY)
    return words if len(words) >= SHORTEST or words.count(" ") + 1 >= FEWEST_WORDS else None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a section: its bare text, and where its sentences end."""

    section: object
    text: str
    ends: frozenset[int]


class Passages:
    """What can be quoted of an article. To find a paragraph takes time by its length, not the article's."""

    def __init__(self, sections):
        """sections are pairs: a section's lasting key and its plain text."""
        # By their first sentences, each with the paragraph in which it stands and its place there.
        self.beginnings = defaultdict(list)
        for key, text in sections:
            for part in BETWEEN_PARAGRAPHS.split(text):
                self.add(key, bare(part))

    def add(self, key, text):
        spans = list(sentences(text))
        paragraph = Paragraph(key, text, frozenset(end for _begin, end in spans))
        for begin, end in spans:
            places = self.beginnings[text[begin:end]]
            if len(places) < PLACES:
                places.append((paragraph, begin))

    @classmethod
    def of(cls, article_id):
        """Those of the article's current edition, or of its working copy if it has none. Two queries at
        most.
        """
        public = EditionSection.objects.current().filter(edition__article=article_id)
        working_copy = Section.objects.filter(article=article_id)
        return cls(
            public.values_list("key", "text")
            or [(key, to_text(body)) for key, body in working_copy.values_list("key", "body")]
        )

    def find(self, paragraph):
        """The key of the first section of which the paragraph of a comment is a passage, or None."""
        words = passage(paragraph)
        if not words:
            return None
        begin, end = next(sentences(words))
        for place, start in self.beginnings.get(words[begin:end], ()):
            if place.text.startswith(words, start) and start + len(words) in place.ends:
                return place.section
        return None


def quoted_section(edition, text):
    """The key of the section that a text quotes, as a comment on the article of a current edition, or None.
    One query at most, none if the first paragraph is too short or too long.
    """
    paragraph = first_paragraph(text)
    return passages_of(edition.pk, edition.made_at).find(paragraph) if passage(paragraph) else None


# Those that are talked about.
@lru_cache(maxsize=64)
def passages_of(edition_id, _made_at):
    """The Passages of an edition, whose words never change: only a database that was put back can give its
    number to another one.
    """
    return Passages(EditionSection.objects.filter(edition=edition_id).values_list("key", "text"))
