"""Lines at the head of a story that say when it appeared and who wrote it."""

import re
from dataclasses import dataclass, field
from datetime import date, time

from .addresses import is_video_id
from .dates import DAYS, WEEKDAY, cut_clock, cut_day, cut_military_clock, iso, read_day

LONGEST, MOST_PLACE_WORDS = 200, 6
FIGURES = re.compile(r"(?:date\s+)?[0-9]+([-./])[0-9]+\1", re.IGNORECASE)
NOT_IN_PLACES = re.compile(r"[@:;“”\"!?]")
GAP = "\0"  # where something was cut out; no text has it, NUL is removed from all
GAPS = re.compile(GAP)
SEPARATORS = re.compile(r"[\0•·|]")
EDGES = " \u00a0•·|,;:/()–—-"

# `Published On:`, `Last modified:`, `updated`
VERB = re.compile(
    r"\b(?:(?P<update>(?:last\s+)?(?:updated|modified|edited))|(?:first\s+)?(?:posted|published|written))\b"
    r"(?:\s+on\b)?\s*:?",
    re.IGNORECASE,
)
# `8 months ago`
RELATIVE = re.compile(
    r"\b(?:[0-9]+|an?|one)\s+(?:second|minute|min|hour|day|week|month|year)s?\s+ago\b", re.IGNORECASE
)
# `4 min read`, `1 min, 21 secs`, `Reading time: 4 minutes`; `No comments`, `Leave a comment`
NOISE = re.compile(
    r"(?:\bread(?:ing)?\s+time\s*:?\s*)?\b[0-9]+[\s-]*min(?:ute)?s?\b(?:,?\s*[0-9]+\s*sec(?:ond)?s?\b)?(?:\s+read\b)?"
    r"|\b(?:[0-9]+|no|one)\s+comments?\b|\bleave\s+a\s+comment\b",
    re.IGNORECASE,
)
BY = re.compile(r"by\b\s*:?\s*(?P<name>\S.*)", re.IGNORECASE | re.DOTALL)
# `Filed under: Harbour — elmer @ 8:29 am`
FILED = re.compile(r"filed\s+under\b.*\s[–—-]+\s+(?P<name>\S.*?)\s*@\s*(?P<when>[0-9].*)", re.IGNORECASE)
# `Published On: June 19, 2024 - The harbour…`
OPENING = re.compile(
    r"(?:published|posted)(?:\s+on\b)?\s*:?\s*(?P<when>.{6,40}?)\s+[–—-]\s+(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")
WEEKDAY_FIRST = re.compile(WEEKDAY, re.IGNORECASE)
NO_NAMES = {"the", "a", "an", "it", "he", "she", "they", "we", "was", "were", "is", "are", "had", "has"}
LOWER_IN_PLACES = {"in", "from", "at", "of", "and", "the", "de", "la", "del", "di", "du", "da", "von"}


@dataclass
class Dateline:
    """What one line says; `dated` also for "2 years ago" or an update, which give no day of publication."""

    day: date | None = None
    clock: time | None = None
    byline: str | None = None
    videos: list[str] = field(default_factory=list)
    dated: bool = False
    rest: list[str] = field(default_factory=list)

    @property
    def iso(self):
        return iso(self.day, self.clock)

    @property
    def says_only_when(self):
        return self.dated and not (self.byline or self.rest or self.videos)


def read_dateline(text):
    """The Dateline that the whole line is, or None: a sentence with a date in it is none."""
    if len(text) > LONGEST:
        return None
    if line := read_filed(text):
        return line
    line = read_parts(text)
    if line.dated:
        return line if not line.rest or all_places(line.rest, text) else None
    return line if line.byline and is_byline(line.byline, text) else None


def read_filed(text):
    if match := FILED.fullmatch(text):
        clock, rest = cut_clock(match["when"], "")
        return None if rest.strip() else Dateline(clock=clock, byline=match["name"])
    return None


def read_parts(text):
    line = Dateline()
    left = []
    for updated, part in parts(text):
        left.append(read_part(line, part, updated))
    words = GAP.join(left)
    # Without a date all is name: its role may stand behind a separator, `By Name | Role`.
    pieces = (SEPARATORS if line.dated else GAPS).split(words)
    line.rest = [piece.strip(EDGES) for piece in pieces if any(map(str.isalnum, piece))]
    for piece in line.rest:
        if match := BY.match(piece):
            line.byline = match["name"]
            line.rest.remove(piece)
            break
    return line


def parts(text):
    """Yield (whether it tells of an update, words): `Published 4 March, updated 5 March` has two parts."""
    start, updated = 0, False
    for verb in VERB.finditer(text):
        yield updated, text[start : verb.start()]
        start, updated = verb.end(), verb["update"] is not None
    yield updated, text[start:]


def read_part(line, text, updated):
    """Put what the part says into the line and return the words that are left."""
    text, relative = RELATIVE.subn(GAP, text)
    day, text = cut_day(text, GAP)
    text = NOISE.sub(GAP, text)
    clock, text = cut_clock(text, GAP)
    if day and not clock:
        clock, text = cut_military_clock(text, GAP)
    line.dated |= bool(day or relative or (updated and clock))
    if not updated:
        line.day, line.clock = line.day or day, line.clock or clock
    words = text.split(" ")
    line.videos += [word for word in words if is_video_id(word)]
    return " ".join(GAP if is_video_id(word) else word for word in words)


def all_places(pieces, text):
    """Whether the words beside a date may be a place or a category: `Port Ellery`, `in News`.

    Behind a date in figures anything short may be a category, in any language.
    """
    words = " ".join(pieces)
    if len(words.split()) > MOST_PLACE_WORDS or NOT_IN_PLACES.search(words) or SENTENCE_END.search(words):
        return False
    if FIGURES.match(text):
        return True
    # A dash or a quote before the name: who said it, not where the story was filed.
    if text[0] in "–—-‘'" or OPENING.match(text):
        return False
    # `Storm of 4 March` is a headline: its last word belongs to the date.
    return all(is_place(piece) for piece in pieces)


def is_place(piece):
    words = words_of(piece)
    return is_capitalised(words[-1]) and LOWER_IN_PLACES.issuperset(
        word for word in words if not is_capitalised(word)
    )


def words_of(text):
    return [word for word in text.split() if any(map(str.isalnum, word))]


def is_capitalised(word):
    letters = word.lstrip("(")
    return letters[:1].isalpha() and not letters[:1].islower()


def is_byline(name, text):
    """Whether the words behind "By", without a date, may be a name: in "By Friday the ferry" not."""
    words = name.split(",")[0].split()
    return (
        len(name) <= 100
        and not SENTENCE_END.search(name)
        and (is_capitalised(name) or VERB.match(text) is not None)
        and not WEEKDAY_FIRST.match(name)
        and NO_NAMES.isdisjoint(words)
    )


def read_opening(text):
    """The day and the text of a paragraph that opens with its date of publication, or None."""
    if match := OPENING.match(text):
        for form in DAYS:
            found = form.fullmatch(match["when"])
            if found and (day := read_day(found.groupdict())):
                return day, match["text"]
    return None
