"""Days, clock times and zones as pages write them, found in a line and cut out of it."""

import re
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"

# The forms of a day: `6th March, 2015`, `Mar 24th, 2023`, `2015 January 03`, `2024-08-06`, `19.04.2022`.
DAY_FORMS = [
    rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*(?P<month>{MONTH}),?[\s-]+(?P<y>[0-9]{{4}})",
    rf"(?P<month>{MONTH})\s*(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{{4}})",
    rf"(?P<y>[0-9]{{4}})[\s-]+(?P<month>{MONTH})[\s-]+(?P<d>[0-9]{{1,2}})",
    r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})",
    r"(?P<first>[0-9]{1,2})(?P<sep>[-/.])(?P<second>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})",
]
# With what belongs to it: `date 21.07.2021`, `on Saturday, 5 March 2022`, the T of `2024-08-06T11:26`.
DAYS = [
    re.compile(
        rf"(?:\b(?:on|dated?)\b\s*:?\s*)?(?:{WEEKDAY},?\s+)?(?<![\w./-]){form}(?:(?=[T\s][0-9])|(?![\w/-]))T?",
        re.IGNORECASE,
    )
    for form in DAY_FORMS
]

# `GMT`, `(BST)`, `ET`, `+05:30`, `GMT+2`
ZONE = r"""
    (?: \s*\(? (?P<zone> (?:UTC|GMT|Z)? \s? [+\-−] \s? [0-9]{1,2} :? [0-9]{2}
                       | (?:UTC|GMT) \s? [+\-−] \s? [0-9]{1,2}
                       | UTC|GMT|Z|BST|AKDT|AKST|HST|[ECMP][SD]?T ) \b \)? )?
"""
# `9:36pm`, `06: 02 PM`, `at 12:00:00 AM`, `20.56`, `9 pm`, `02:47 م`
CLOCK = re.compile(
    r"""
    (?:\bat\s+|@\s*)? (?<![\w:.])
    (?P<h>[0-9]{1,2})
    (?: \s?[:.]\s?(?P<m>[0-9]{2}) (?:[:.](?P<s>[0-9]{2})(?:\.[0-9]+)?)? (?:\s*(?P<half>[ap]\.?m\b\.?|[صم]))?
      | \s*(?P<bare_half>[ap]\.?m\b\.?) )
    (?![0-9:])
    """
    + ZONE,
    re.IGNORECASE | re.VERBOSE,
)
# `1126` in `2024-08-06 1126`
MILITARY = re.compile(
    r"\s+(?P<h>[01][0-9]|2[0-3])(?P<m>[0-5][0-9])(?P<s>)(?P<half>)(?P<bare_half>)(?![\w:.])" + ZONE,
    re.IGNORECASE | re.VERBOSE,
)

OFFSET = re.compile(r"(?P<sign>[+\-−])\s?(?P<h>[0-9]{1,2}?):?(?P<m>[0-9]{2})?$")
HOURS_FROM_UTC = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1,
    "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
    "AKDT": -8, "AKST": -9, "HST": -10,
}  # fmt: skip
# Without S or D the letter says only which zone it is; the day says whether clocks are on summer time.
SEASONAL = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}


def cut_day(text, gap):
    """The first day in the text, or None, and the text with `gap` in its place."""
    found = []
    for form in DAYS:
        for match in form.finditer(text):
            if day := read_day(match.groupdict()):
                found.append((match.start(), match.end(), day))
                break
    if not found:
        return None, text
    start, end, day = min(found)
    return day, text[:start] + gap + text[end:]


def read_day(parts):
    try:
        return date(int(parts["y"]), *month_and_day(parts))
    except ValueError:
        return None


def month_and_day(parts):
    if parts.get("month"):
        return MONTHS.index(parts["month"][:3].lower()) + 1, int(parts["d"])
    if parts.get("m"):
        return int(parts["m"]), int(parts["d"])
    first, second = int(parts["first"]), int(parts["second"])
    # Day first, as nearly everywhere, unless that cannot be: `2/26/2022`.
    return (first, second) if second > 12 else (second, first)


def cut_clock(text, gap):
    """The first clock time in the text, or None, and the text with `gap` in its place.

    The time carries its zone if the text states one that has a known offset.
    """
    for match in CLOCK.finditer(text):
        if clock := read_clock(match.groupdict()):
            return clock, text[: match.start()] + gap + text[match.end() :]
    return None, text


def cut_military_clock(text, gap):
    """As cut_clock, for four digits that follow the gap: only behind a day are they a time."""
    start = text.find(gap) + len(gap)
    if match := MILITARY.match(text, start):
        return read_clock(match.groupdict()), text[:start] + gap + text[match.end() :]
    return None, text


def read_clock(parts):
    half = (parts["half"] or parts["bare_half"] or "").lower()
    hour = int(parts["h"])
    if half[:1] in ("p", "م") and hour < 12:
        hour += 12
    elif half[:1] in ("a", "ص") and hour == 12:
        hour = 0
    try:
        return time(hour, int(parts["m"] or 0), int(parts["s"] or 0), tzinfo=read_zone(parts["zone"]))
    except ValueError:
        return None


def read_zone(name):
    """The zone of `EDT`, `GMT+2` or `+05:30`; None if there is no name, or one that is not known."""
    name = "".join((name or "").upper().split())
    if match := OFFSET.search(name):
        size = timedelta(hours=int(match["h"]), minutes=int(match["m"] or 0))
        return timezone(size if match["sign"] == "+" else -size)
    if name in HOURS_FROM_UTC:
        return timezone(timedelta(hours=HOURS_FROM_UTC[name]))
    try:
        return ZoneInfo(SEASONAL[name]) if name in SEASONAL else None
    except ZoneInfoNotFoundError:  # a machine without zone data: the time is still right as a local one
        return None


def iso(day, clock):
    """The ISO form of a day with its clock time, if that is known; None without a day."""
    if day is None or clock is None:
        return day and day.isoformat()
    return datetime.combine(day, clock).isoformat()
