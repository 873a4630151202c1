"""Moments that editors choose: typed by the newsroom's clock, kept as aware times, shown by that clock and
in UTC.
"""

from datetime import UTC, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

MINUTE = timedelta(minutes=1)


def in_words(moment):
    """An aware time for people: “Monday 30 November 2026, 09:00 (Europe/Kyiv), 07:00 UTC”."""
    zone, utc = timezone.get_default_timezone(), moment.astimezone(UTC)
    local = moment.astimezone(zone)
    # Translators: a weekday, as a letter of Django's date format: l is Monday, D is Mon. Where the names of
    # days have cases, the short form suits every sentence.
    weekday = date_format(local, pgettext("weekday", "l"))
    words = f"{weekday} {date_format(local, 'DATETIME_FORMAT')}"
    if str(zone) == "UTC":
        return f"{words} UTC"
    in_utc = time_format(utc) if utc.date() == local.date() else date_format(utc, "DATETIME_FORMAT")
    return f"{words} ({zone}), {in_utc} UTC"


def moments_at(wall):
    """The moments at which the newsroom's clock shows a naive time, the earlier one first: one; none when
    the clock is put forward past it; two when it is put back to it.
    """
    zone = timezone.get_default_timezone()
    found = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(moment for moment in found if moment.astimezone(zone).replace(tzinfo=None) == wall)


def moment_of(wall, which=""):
    """The moment that is meant by a naive time; which is "0" or "1" for the first or second of two.

    Raises ValidationError, and explains, if there is no such moment, or if it is not said which.
    """
    if not 1970 < wall.year < 9999:
        raise ValidationError(_("There is a slip in the year."))
    moments = moments_at(wall)
    if not moments:
        raise ValidationError(explain_gap(wall))
    if len(moments) == 1:
        return moments[0]
    if which in ("0", "1"):
        return moments[int(which)]
    text = _("That day the clocks are put back, and %(time)s comes twice. Say which of the two you mean.")
    raise ValidationError(text % {"time": time_format(wall.time())})


def explain_gap(wall):
    following = wall
    while not moments_at(following):
        following += MINUTE
    zone = timezone.get_default_timezone()
    text = _(
        "There is no %(time)s on that day in %(zone)s: the clocks are put forward then. After the gap comes "
        "%(following)s."
    )
    names = {"time": time_format(wall.time()), "zone": zone, "following": in_words(moments_at(following)[0])}
    return text % names


class MomentWidget(forms.MultiWidget):
    """A day and a time, and which of two where a time comes twice: shown only there."""

    def __init__(self, attrs=None):
        names = [gettext_lazy("Day"), gettext_lazy("Time"), gettext_lazy("Which of the two")]
        super().__init__(
            [
                forms.DateInput({"type": "date", "aria-label": names[0]}, format="%Y-%m-%d"),
                forms.TimeInput({"type": "time", "aria-label": names[1]}, format="%H:%M"),
                forms.Select({"aria-label": names[2]}),
            ],
            attrs,
        )

    def decompress(self, value):
        if value is None:
            return [None, None, None]
        local = timezone.localtime(value, timezone.get_default_timezone())
        moments = moments_at(local.replace(tzinfo=None, fold=0))
        which = str(moments.index(value)) if len(moments) > 1 else None
        return [local.date(), local.time(), which]

    def get_context(self, name, value, attrs):
        moments = moments_shown(value if isinstance(value, list) else self.decompress(value))
        if len(moments) > 1:
            choices = [(str(place), in_words(moment)) for place, moment in enumerate(moments)]
            self.widgets[2].choices = [("", _("Which of the two?")), *choices]
        context = super().get_context(name, value, attrs)
        if len(moments) < 2:
            del context["widget"]["subwidgets"][2]
        return context


def moments_shown(values):
    """The moments that a widget's day and time may mean, typed or stored; none if they are no time."""
    try:
        wall = datetime.fromisoformat(f"{values[0]}T{values[1]}")
        return moments_at(wall) if wall.tzinfo is None else []
    except (ValueError, OverflowError):
        return []


class MomentField(forms.MultiValueField):
    """Takes a day and a time by the newsroom's clock, and gives an aware time."""

    widget = MomentWidget

    def __init__(self, **options):
        fields = [
            forms.DateField(input_formats=["%Y-%m-%d"], required=False),
            forms.TimeField(input_formats=["%H:%M", "%H:%M:%S"], required=False),
            forms.CharField(required=False),
        ]
        super().__init__(fields, require_all_fields=False, required=False, **options)

    def compress(self, values):
        day, time, which = values or (None, None, None)
        if day is None and time is None:
            return None
        if day is None or time is None:
            raise ValidationError(_("It takes both a day and a time."))
        return moment_of(datetime.combine(day, time), which)
