"""Finding the names of people, places and organisations that a story mentions, without knowing any before.

Nothing here asks the database. The time grows with the words of the story.
"""

from collections import Counter
from dataclasses import dataclass

from .capitals import NAMELIKE_MONTHS, find_phrases
from .evidence import ORGANISATION, PERSON, PLACE, Evidence, is_reached, speaks
from .gazetteer import GREAT_CITY, SURE, world
from .sentences import is_sentence, read_lines
from .short_forms import ShortForms
from .vocabulary import DEMONYMS, ENGLISH_SHARE, FUNCTION_WORDS, REGION_NOUNS, WELL_KNOWN

MAX_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a tag has it, and a Tag.Kind."""

    text: str
    kind: str


def find_names(title, texts, *, gazetteer=None):
    """For each text of a story, in order, the Names that it mentions, each once, in the order of mention.

    The title tells more about the names of the texts. A story in another language than English has none.
    """
    story = ReadStory([title, *texts], gazetteer or world())
    return [story.names_in(number) for number in range(len(texts) + 1)][1:]


class ReadStory:
    """The phrases of a story, and what is known of them while it is read from its beginning."""

    def __init__(self, texts, gazetteer):
        self.gazetteer = gazetteer
        lines = [read_lines(text) for text in texts]
        self.lower_words = {
            word.text for text in lines for line in text for word in line if word.text.islower()
        }
        self.phrases = self.read_phrases(lines) if is_english(lines) else [[] for _ in lines]
        # A headline with capitals shows no new names, only those that sentences tell of.
        told = [phrase for text in self.phrases for phrase in text if is_sentence(phrase.line)]
        evidence = Evidence(told, lower_words=self.lower_words, gazetteer=gazetteer)
        self.kinds = {text: evidence.kind(text) for text in evidence.samples}
        self.everybody, self.met = ShortForms(self.named(PERSON)), ShortForms([])
        self.organisations = ShortForms(self.named(ORGANISATION), first=False)
        self.acronyms = dict(filter(None, map(self.acronym, told)))
        self.places = self.find_places(told)

    def named(self, kind):
        return [text for text, its_kind in self.kinds.items() if its_kind == kind]

    def read_phrases(self, lines):
        """The phrases of each text, without a sentence's first word if they stand without it elsewhere."""
        phrases = [
            [phrase for line in text for phrase in find_phrases(line, self.gazetteer)] for text in lines
        ]
        inside = {phrase.text for text in phrases for phrase in text if not phrase.starts}
        return [[without_beginning(phrase, inside) for phrase in text] for text in phrases]

    def acronym(self, phrase):
        """For “World Health Organization (WHO)”: the letters and the name."""
        after = phrase.after
        if after is None or after.gap != " (" or self.kinds.get(phrase.text) != ORGANISATION:
            return None
        initials = "".join(word.text[0] for word in phrase.words if word.is_capital)
        return (initials, phrase.text) if initials.upper() == after.text else None

    def find_places(self, phrases):
        """The places in the gazetteer for which the story speaks somewhere."""
        places = set()
        for _ in range(2):
            # Twice: a place is believed next to another one.
            places.update(phrase.text for phrase in phrases if self.is_place(phrase, places))
        return places

    def is_place(self, phrase, places):
        rank = self.gazetteer.rank(phrase.text)
        if not rank or self.is_somebody(phrase) or self.kinds.get(phrase.text) in (PERSON, ORGANISATION):
            return False
        if rank == SURE or is_reached(phrase) or is_region(phrase) or phrase.size > 1:
            return True
        if rank == GREAT_CITY and not (phrase.starts and phrase.text.lower() in self.lower_words):
            return True
        return bool(neighbours(phrase) & places)

    def is_somebody(self, phrase):
        return bool(self.everybody.full_names(phrase.text))

    def names_in(self, number):
        names = (self.name(phrase) for phrase in self.phrases[number])
        return list(dict.fromkeys(name for name in names if name and len(name.text) <= MAX_LENGTH))

    def name(self, phrase):
        """The Name that a phrase stands for here, or None."""
        text = phrase.text
        if phrase.line[phrase.first].is_acronym and not is_sentence(phrase.line):
            return None
        if text in self.acronyms:
            return Name(self.acronyms[text], ORGANISATION)
        if text in WELL_KNOWN:
            return Name(WELL_KNOWN[text], ORGANISATION)
        if text in self.places:
            return Name(self.gazetteer.name(text), PLACE) if self.is_believed(phrase) else None
        if kind := self.kinds.get(text):
            if kind == PERSON:
                self.met.add(text)
            return Name(text, kind)
        if is_region(phrase) and not self.is_somebody(phrase) and phrase.words[0].lower not in DEMONYMS:
            return Name(text, PLACE)
        return self.short_name(phrase)

    def is_believed(self, phrase):
        """Whether a place of the story is meant here, too: “Reading is hard” is about no city."""
        if not phrase.starts or phrase.size > 1 or self.is_place(phrase, self.places):
            return not self.is_lower_beginning(phrase)
        return phrase.words[-1].possessive

    def is_lower_beginning(self, phrase):
        return phrase.starts and phrase.size == 1 and phrase.text.lower() in self.lower_words

    def short_name(self, phrase):
        """The Name of which the phrase is a part: a surname or a first name, the Wanderers."""
        if phrase.before in ("the", "a", "an") and not phrase.titled:
            full = None if phrase.starts else self.organisations.only(phrase.text)
            return Name(full, ORGANISATION) if full else None
        if self.is_lower_beginning(phrase) or (is_reached(phrase) and self.gazetteer.rank(phrase.text)):
            return None
        if phrase.text.lower() in NAMELIKE_MONTHS and not (phrase.titled or speaks(phrase)):
            return None
        met = self.met.full_names(phrase.text)
        full = self.met.only(phrase.text) if met else self.everybody.only(phrase.text)
        return Name(full, PERSON) if full else None


def without_beginning(phrase, inside):
    if phrase.starts and phrase.size > 2 and phrase.without_first().text in inside:
        return phrase.without_first()
    return phrase


def neighbours(phrase):
    """The words that a comma or an “and” joins to the phrase."""
    line, near = phrase.line, set()
    for here, there in ((phrase.first, phrase.first - 1), (phrase.last, phrase.last)):
        if 0 <= there < len(line) and here < len(line):
            step = -1 if there < here else 1
            if line[there].text == "and" and 0 <= there + step < len(line):
                near.add(line[there + step].text)
            elif line[here].gap == ", ":
                near.add(line[there].text)
    return near


def is_region(phrase):
    """Whether it is called one: the Donetsk region."""
    after = phrase.after
    return (
        phrase.before == "the"
        and after is not None
        and after.is_joined
        and after.text in REGION_NOUNS
        and not phrase.words[-1].possessive
        and not phrase.words[0].is_acronym
    )


def is_english(texts):
    """Whether the words between the names are those of an English text."""
    counts = Counter(
        word.lower in FUNCTION_WORDS
        for text in texts
        for line in text
        for word in line
        if word.starts or word.text.islower()
    )
    return counts[True] >= ENGLISH_SHARE * counts.total()
