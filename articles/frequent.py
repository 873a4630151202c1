"""Words that stand in very many sections. To rank these means to read each, so that a word which stands
everywhere would cost what the archive is large. Of such words the newest sections come, the newest first.

They are looked for in a stretch of time that holds a few hundred sections, then in longer ones, until there
are enough. The index has a word for the day of each section, by which it leaves out all others.
"""

from datetime import UTC, timedelta

# What stands in more sections is not ranked.
MOST_RANKED = 500
# The first stretch of time holds so many sections, each following one is so many times as long.
AT_FIRST, LONGER = 200, 4
# In more days than that there are many other sections besides these: they are asked for one by one.
LONG = timedelta(days=60)
# How much of a day's word names the day, the month, the year; steps that leave none of them out; up to how
# many days they are named so.
DAYS, MONTHS, YEARS = (9, 1, LONG.days + 1), (7, 28, 1_800), (5, 365, timedelta.max.days)


def newest(sections, most, keys_of):
    """The primary keys of the newest among some sections, a queryset, that have the words, and so many at
    most. keys_of(most, days=…, among=…) tells those that have the words, of some days, given as the
    beginnings of their words, or among some primary keys.
    """
    order = sections.order_by("-edition__published_at")
    last_ones = list(order.values_list("pk", "edition__published_at")[:AT_FIRST])
    among, moments = zip(*last_ones, strict=True) if last_ones else ((), (None,))
    if len(last_ones) < AT_FIRST:
        return keys_of(most, among=among) if among else []
    last, length = moments[0], moments[0] - moments[-1]
    if length > LONG:
        keys = keys_of(most, among=among)
    else:
        keys = keys_of(most, days=days_between(last - length, last))
    earliest = order.reverse().values_list("edition__published_at", flat=True)[0]
    while len(keys) < most and length < last - earliest:
        length = min(LONGER * (length + timedelta(days=1)), last - earliest)
        keys = keys_of(most, days=days_between(last - length, last))
    return keys


def word_for_day(moment):
    """The word by which the index knows a day, by the calendar of UTC: d20230913."""
    return "d" + moment.astimezone(UTC).date().isoformat().replace("-", "")


def days_between(first, last):
    """The beginnings of the words for the days from one moment to another: of all days, or, if these are
    many, of all months or years, with some more days at both ends.
    """
    days = (last - first).days
    length, step = next((length, step) for length, step, most in (DAYS, MONTHS, YEARS) if days < most)
    moments = [first + timedelta(number) for number in range(0, days + 1, step)]
    return sorted({word_for_day(moment)[:length] for moment in [*moments, last]})
