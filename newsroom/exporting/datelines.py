"""Lines that say when something appeared, in words that the reader takes for the very same time."""

from datetime import date, datetime

from newsroom.importing.datelines import read_dateline

MONTHS = [
    *["January", "February", "March", "April", "May", "June", "July"],
    *["August", "September", "October", "November", "December"],
]
# Read as a time that names no day: it stands where the line below would be taken for the time.
NO_DAY = "2 years ago"
# The clocks of past centuries differ from Greenwich by odd seconds, which only a zone's name can say.
SEASONAL_ZONES = [" ET", " CT", " MT", " PT"]
# The reader's stamps, a time alone in its line, know these zones only.
STAMP_ZONES = ["", " UTC", " BST", " EDT", " EST", " CST", " MST", " PST", " AKST", " HST", *SEASONAL_ZONES]


def day_line(stamp):
    """`13 September 2023` of an ISO day or time."""
    day = date.fromisoformat(stamp[:10])
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def date_line(stamp):
    """`13 September 2023 • 9:36pm +05:30` of an ISO time, `13 September 2023` of a day."""
    if len(stamp) == len("2023-09-13"):
        return day_line(stamp)
    moment = datetime.fromisoformat(stamp)
    offset = stamp[len("2023-09-13T21:36:00") :]
    zones = [" GMT" if offset == "+00:00" else f" {offset}", *SEASONAL_ZONES] if offset else [""]
    lines = [f"{day_line(stamp)} • {clock_of(moment)}{zone}" for zone in zones]
    return next((line for line in lines if reads_as(line, stamp)), lines[0])


def stamp_lines(stamp):
    """The same in two lines, the second a time alone; None if a stamp cannot say the time."""
    clock = clock_of(datetime.fromisoformat(stamp))
    for zone in STAMP_ZONES:
        if reads_as(f"{day_line(stamp)} {clock}{zone}", stamp):
            return [day_line(stamp), f"{clock}{zone}"]
    return None


def clock_of(moment):
    seconds = f":{moment.second:02}" if moment.second else ""
    return f"{moment.hour % 12 or 12}:{moment.minute:02}{seconds}{'am' if moment.hour < 12 else 'pm'}"


def reads_as(line, stamp):
    read = read_dateline(line)
    return read is not None and read.says_only_when and read.iso == stamp
