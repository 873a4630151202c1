"""Runs of capitalised words in a line: where one begins, and what holds it together."""

from .phrases import ENDINGS, HEADS, LONGEST_NAME, trim
from .vocabulary import CALENDAR, FUNCTION_WORDS, ORGANISATION_ENDINGS, PARTICLES, words

# Months that are given names or surnames as well, and what stands before them when they are months.
NAMELIKE_MONTHS = words("may april june august")
BEFORE_MONTHS = words("in since until till by of last next this early late mid from to during on every")


def find_phrases(line, gazetteer):
    """The phrases of a line of words, in order."""
    position = 0
    while position < len(line):
        if begins_name(line, position):
            end = end_of_phrase(line, position, gazetteer)
            phrase = trim(line, position, end, gazetteer)
            if phrase:
                yield phrase
            position = end
        else:
            position += 1


def begins_name(line, position):
    word = line[position]
    if word.is_acronym:
        return True
    return word.is_capital and not is_plain(line, position)


def is_plain(line, position):
    """Whether a capitalised word has its capital from its place in the sentence, or from the calendar."""
    word = line[position]
    if word.lower in NAMELIKE_MONTHS:
        before = line[position - 1].lower if position else ""
        after = line[position + 1] if position + 1 < len(line) else None
        return before in BEFORE_MONTHS or after is None or not (after.is_joined and after.is_capital)
    if word.lower in CALENDAR:
        return True
    return word.lower in FUNCTION_WORDS and (word.starts or len(word.text) <= 3)


def end_of_phrase(line, first, gazetteer):
    """Where the phrase that begins at first ends: behind its last word."""
    if end := end_of_known_place(line, first, gazetteer):
        return end
    if line[first].is_acronym:
        return first + 1
    end = first + 1
    while end < len(line) and (more := continuation(line, first, end)):
        end += more
    return end


def end_of_known_place(line, first, gazetteer):
    """Behind the longest name of several words in the gazetteer that begins at first; 0 for none."""
    longest = min(gazetteer.longest_from(line[first].text), len(line) - first)
    for size in range(longest, 1, -1):
        part, end = line[first : first + size], first + size
        joined = all(word.is_joined for word in part[1:]) and not any(word.possessive for word in part[:-1])
        goes_on = end < len(line) and not part[-1].possessive and continues_name(line, end)
        if joined and not goes_on and gazetteer.rank(" ".join(word.text for word in part)):
            return end
    return 0


def continues_name(line, position):
    word = line[position]
    month = word.lower in CALENDAR and word.lower not in NAMELIKE_MONTHS
    return word.is_joined and word.is_capital and not month


def continuation(line, first, end):
    """How many words from end on belong to the phrase from first to end: 0 if it ends there."""
    word, before = line[end], line[end - 1]
    if before.possessive:
        return int(continues_name(line, end) and word.lower in ENDINGS)
    if continues_name(line, end):
        return 1
    if not word.is_joined:
        return 0
    if word.lower in PARTICLES:
        return behind_particles(line, end)
    if word.lower == "of" and before.lower in HEADS:
        step = 2 if end + 1 < len(line) and line[end + 1].lower == "the" else 1
        return step + 1 if end + step < len(line) and continues_name(line, end + step) else 0
    if word.lower == "and" and end == first + 1 and first and line[first - 1].lower == "the":
        return rest_of_organisation(line, end + 1)
    return 0


def behind_particles(line, position):
    """The length of “de”, “van der” and the like with the name behind them; 0 if there is none."""
    for size in (1, 2):
        if position + size < len(line):
            if continues_name(line, position + size):
                return size + 1
            if line[position + size].lower not in PARTICLES:
                break
    return 0


def rest_of_organisation(line, position):
    """For “the Canal and River Trust”: the length of “and River Trust”; 0 if no organisation ends there."""
    end = position
    while end < min(len(line), position + LONGEST_NAME) and continues_name(line, end):
        end += 1
    return 1 + end - position if end > position + 1 and line[end - 1].lower in ORGANISATION_ENDINGS else 0
