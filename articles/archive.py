"""The archive: what is public, by the month in which the newsroom's calendar had its first publication. A
month is the date of its first day.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from django.db import connection
from django.utils import timezone

from .models import Edition

# SQLite knows of no index that it is for few rows, and would take the other one.
MODIFIED = " INDEXED BY edition_modified" if connection.vendor == "sqlite" else ""
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
    """The years in which there are stories, the newest first: [(year, [MonthCount, …])]. Three queries, whose
    cost is that of counting along an index.
    """
    counts = counts_by_month()
    return [(year, list(of_year)) for year, of_year in groupby(counts, key=lambda count: count.month.year)]


def counts_by_month(zone=None):
    """The MonthCount of each month with stories, the newest first, by the newsroom's calendar or another
    zone's. Three queries. Django's TruncMonth would read every story, on SQLite with a call of Python for
    each.
    """
    found = months(zone)
    counts = [stories for (stories,) in for_each(found, zone, "COUNT(*)")]
    return [MonthCount(month, stories) for month, stories in zip(found, counts, strict=True) if stories]


def last_changes(months, zone=None):
    """When a story of each month was last changed, of months with stories. Two queries."""
    published = for_each(months, zone, "MAX(published_at)")
    modified = for_each(months, zone, "MAX(modified_at)", f"{MODIFIED} WHERE modified_at IS NOT NULL AND")
    return [
        max(aware(moment) for moment in (*first, *second) if moment)
        for first, second in zip(published, modified, strict=True)
    ]


def months(zone):
    """All months from the latest story's back to the earliest's. Two queries."""
    stories = Edition.objects.current().filter(published_at__gte=EARLIEST, published_at__lt=LATEST)
    # SQLite finds both ends at once only by reading all between them.
    moments = stories.order_by("published_at").values_list("published_at", flat=True)
    ends = [*moments[:1], *moments.reverse()[:1]]
    if not ends:
        return []
    first, month = (month_of(end, zone) for end in ends)
    found = [month]
    while month > first:
        month = month_before(month)
        found.append(month)
    return found


def for_each(months, zone, what, where=" WHERE"):
    """A row for each month: what SQL says of its current editions, perhaps of certain ones. One query."""
    if not months:
        return []
    adapt = connection.ops.adapt_datetimefield_value
    bounds = [adapt(bound) for month in months for bound in bounds_of(month, zone)]
    table = connection.ops.quote_name(Edition._meta.db_table)
    places = ", ".join(["(%s, %s)"] * len(months))
    sql = (
        f"WITH months (first, next) AS (VALUES {places}) SELECT (SELECT {what} FROM {table}{where} "  # noqa: S608
        "retired_at IS NULL AND published_at >= first AND published_at < next) FROM months"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, bounds)
        return cursor.fetchall()


def aware(value):
    """A moment as the database gives it: SQLite has a text, in UTC."""
    moment = datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


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


def bounds_of(month, zone=None):
    """When a month begins and when it is over, as aware times."""
    return midnight(month, zone), midnight(month_after(month), zone)


def midnight(day, zone=None):
    return datetime(day.year, day.month, day.day, tzinfo=zone or timezone.get_default_timezone())


def month_of(moment, zone=None):
    return timezone.localdate(moment, zone or timezone.get_default_timezone()).replace(day=1)


def month_before(month):
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def month_after(month):
    return date(month.year + (month.month == 12), month.month % 12 + 1, 1)
