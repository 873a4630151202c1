"""The archive: what is public, by the month in which the newsroom's calendar had its first publication. A
month is the date of its first day.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from django.db import connection
from django.db.models import Max, Min
from django.utils import timezone

from .models import Edition

# Months of the years between have addresses of four digits, and a month before and behind them.
EARLIEST, LATEST = datetime(1000, 2, 1, tzinfo=UTC), datetime(9998, 12, 1, tzinfo=UTC)


@dataclass(frozen=True)
class MonthCount:
    """A month, and how many stories are public in it."""

    month: date
    stories: int


class MonthConverter:
    """The month in an address, 2023/09, as the date of its first day."""

    regex = r"[0-9]{4}/[0-9]{2}"

    def to_python(self, value):
        year, month = map(int, value.split("/"))
        if not EARLIEST.year < year < LATEST.year:
            raise ValueError(value)
        return date(year, month, 1)

    def to_url(self, value):
        return f"{value:%Y/%m}"


def years():
    """The years in which there are stories, the newest first: [(year, [MonthCount, …])]. Two queries, whose
    cost is that of counting along an index.
    """
    counts = [count for count in counts_of(months()) if count.stories]
    return [(year, list(of_year)) for year, of_year in groupby(counts, key=lambda count: count.month.year)]


def months():
    """All months from the latest story's back to the earliest's."""
    stories = Edition.objects.current().filter(published_at__gte=EARLIEST, published_at__lt=LATEST)
    ends = stories.aggregate(first=Min("published_at"), last=Max("published_at"))
    if not ends["first"]:
        return []
    first, month = (month_of(ends[name]) for name in ("first", "last"))
    found = [month]
    while month > first:
        month = month_before(month)
        found.append(month)
    return found


def counts_of(months):
    """The MonthCount of each month. Django's TruncMonth would read every story, on SQLite with a call of
    Python for each.
    """
    if not months:
        return []
    adapt = connection.ops.adapt_datetimefield_value
    bounds = [adapt(bound) for month in months for bound in bounds_of(month)]
    table = connection.ops.quote_name(Edition._meta.db_table)
    places = ", ".join(["(%s, %s)"] * len(months))
    sql = (
        f"WITH months (first, next) AS (VALUES {places}) SELECT (SELECT COUNT(*) FROM {table} "  # noqa: S608
        "WHERE retired_at IS NULL AND published_at >= first AND published_at < next) FROM months"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, bounds)
        return [MonthCount(month, stories) for month, (stories,) in zip(months, cursor, strict=True)]


def stories_in(month):
    """The current editions of the stories first published in a month."""
    begin, end = bounds_of(month)
    return Edition.objects.current().filter(published_at__gte=begin, published_at__lt=end)


def neighbours_of(month):
    """The months with stories before and after a month; each may be None. Two queries."""
    begin, end = bounds_of(month)
    moments = Edition.objects.current().order_by("-published_at").values_list("published_at", flat=True)
    before = moments.filter(published_at__gte=EARLIEST, published_at__lt=begin).first()
    after = moments.reverse().filter(published_at__gte=end, published_at__lt=LATEST).first()
    return before and month_of(before), after and month_of(after)


def bounds_of(month):
    """When a month begins and when it is over, as aware times."""
    return midnight(month), midnight(month_after(month))


def midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def month_of(moment):
    return timezone.localdate(moment, timezone.get_default_timezone()).replace(day=1)


def month_before(month):
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def month_after(month):
    return date(month.year + (month.month == 12), month.month % 12 + 1, 1)
