"""What a text says about each of its phrases: whether it is a person, a place or an organisation."""

from collections import Counter, defaultdict

from .gazetteer import GREAT_CITY
from .models import Tag
from .vocabulary import (
    AUXILIARIES,
    COMPASS,
    FIRM_PREPOSITIONS,
    FUNCTION_WORDS,
    IDEA,
    KIN,
    LOOSE_PREPOSITIONS,
    MEMBERS,
    ORGANISATION_ENDINGS,
    ORGANISATION_HEADS,
    PLACE_BEGINNINGS,
    PLACE_ENDINGS,
    PLACE_HEADS,
    PLACE_PREPOSITIONS,
    REGION_NOUNS,
    REGNAL,
    SPEECH,
    SURNAME_ENDINGS,
    VENUE_NOUNS,
)

PERSON, PLACE, ORGANISATION = Tag.Kind.PERSON, Tag.Kind.PLACE, Tag.Kind.ORGANISATION
RELATIVES = {"who", "whose", "whom"}
MOST_WORDS_OF_A_PERSON = 5


class Evidence:
    """What was met next to each phrase of several words, by the phrase's text."""

    def __init__(self, phrases, *, lower_words, gazetteer):
        """lower_words: the words that the text also writes in lower case."""
        self.lower_words, self.gazetteer = lower_words, gazetteer
        self.votes, self.samples = defaultdict(Counter), {}
        # Single words used as surnames are: with certainty, and possibly.
        self.surnames, self.single = Counter(), Counter()
        for phrase in phrases:
            if phrase.size > 1:
                self.samples.setdefault(phrase.text, phrase)
                self.votes[phrase.text].update(votes_for(phrase))
            elif phrase.titled or speaks(phrase):
                self.surnames[phrase.text] += 1
            elif stands_alone(phrase):
                self.single[phrase.text] += 1

    def kind(self, text):
        """The kind of the name that the phrase is, or None if it is none, or none that can be told."""
        phrase = self.samples.get(text)
        if phrase is None:
            return None
        surname, ending = phrase.words[-1].text, phrase.words[-1].lower
        votes = self.votes[text] + Counter(person=self.surnames[surname])
        if ending in ORGANISATION_ENDINGS or heads_of(phrase) & ORGANISATION_HEADS:
            return ORGANISATION
        if heads_of(phrase) & PLACE_HEADS:
            return PLACE
        if ending in PLACE_ENDINGS:
            person = votes["person"] + self.single[surname]
            return kind_of_place_ending(ending, person, votes["place"] + votes["the"])
        return self.kind_by_votes(phrase, votes)

    def kind_by_votes(self, phrase, votes):
        """The kind of a phrase whose last word does not tell it."""
        person, place = votes["person"], votes["place"] + (phrase.words[0].lower in PLACE_BEGINNINGS)
        if place > person:
            return PLACE
        if votes["members"] and votes["members"] >= person:
            return ORGANISATION
        if person:
            return PERSON if person > votes["the"] and phrase.size <= MOST_WORDS_OF_A_PERSON else None
        if self.gazetteer.rank(phrase.text):
            return PLACE
        return PERSON if not votes["the"] and votes["fits"] and self.looks_like_a_person(phrase) else None

    def looks_like_a_person(self, phrase):
        """Whether nothing in the look of a phrase speaks against a person, where nothing else speaks for
        one.
        """
        capitals = [word for word in phrase.words if word.is_capital]
        return 2 <= len(capitals) <= 3 and not any(
            word.lower in self.lower_words
            or word.lower in FUNCTION_WORDS
            or IDEA.search(word.lower)
            or self.gazetteer.rank(word.text) >= GREAT_CITY
            for word in capitals
        )


def kind_of_place_ending(ending, person, place):
    """Nether Street is a place; whether Peter Street is depends on what is said of him."""
    if ending not in SURNAME_ENDINGS:
        return PERSON if person > place + 1 else PLACE
    if place > person:
        return PLACE
    return PERSON if person else None


def heads_of(phrase):
    """The words before an “of” inside the phrase, in lower case."""
    return {
        word.lower
        for word, following in zip(phrase.words, phrase.words[1:], strict=False)
        if following.lower == "of"
    }


def votes_for(phrase):
    """What one occurrence of a phrase counts, as pairs for a Counter."""
    votes = Counter(the=phrase.before in ("the", "a", "an"))
    votes["person"] += 2 * phrase.titled + speaks(phrase) + 2 * is_kin(phrase) + 2 * is_aged(phrase)
    votes["person"] += 2 * (phrase.words[0].lower in REGNAL)
    votes["place"] += is_located(phrase) + (phrase.before in FIRM_PREPOSITIONS)
    votes["fits"] += fits(phrase)
    if phrase.after and phrase.after.is_joined:
        votes["place"] += 2 * (phrase.after.text in REGION_NOUNS | VENUE_NOUNS)
        votes["members"] += phrase.after.text in MEMBERS
    return votes


def fits(phrase):
    """Whether a person's name may stand here. At the beginning of a sentence it needs a verb or a comma
    behind it, for orders and headlines look the same: “God Save the King”, “Visit Oxford today”.
    """
    after = phrase.after
    if not phrase.starts:
        return True
    if after is None or not after.text.islower():
        return False
    acts = after.text in SPEECH | AUXILIARIES or after.text.endswith("ed")
    return phrase.words[-1].possessive or after.gap == ", " or (after.is_joined and acts)


def is_located(phrase):
    """Whether the text says that something is there: in Kyiv, south of Bakhmut, on Nether Street."""
    before = phrase.before
    if before == "of":
        return phrase.word_before(2) in COMPASS
    if before in ("on", "up", "down"):
        return phrase.size > 1 and phrase.words[-1].lower in PLACE_ENDINGS
    return before in PLACE_PREPOSITIONS


def is_reached(phrase):
    """Whether the text goes there, if it is a place: from Kyiv to Lviv."""
    return is_located(phrase) or phrase.before in LOOSE_PREPOSITIONS


def stands_alone(phrase):
    """Whether a single word is used as people's surnames are."""
    return not phrase.starts and phrase.before not in ("the", "a", "an") and not is_located(phrase)


def speaks(phrase):
    """Whether somebody of this name speaks, or is “who”."""
    after = phrase.after
    if phrase.before in SPEECH:
        return True
    if after is None or phrase.words[-1].possessive:
        return False
    return after.gap in (" ", ", ") and after.text in (SPEECH if after.is_joined else SPEECH | RELATIVES)


def is_kin(phrase):
    """Whether it is somebody's father, or has one."""
    after, line = phrase.after, phrase.line
    owned = phrase.first > 1 and line[phrase.first - 2].possessive and phrase.before in KIN
    owns = phrase.words[-1].possessive and after is not None and after.text in KIN
    return bool(owned or owns)


def is_aged(phrase):
    after = phrase.after
    return after is not None and after.gap == ", " and after.text.isdecimal() and len(after.text) < 3
