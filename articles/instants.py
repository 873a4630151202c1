"""Moments as whole microseconds since 1970: what cursors and sort keys are made of."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(moment):
    """An aware time as whole microseconds since 1970 in UTC."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment(microseconds):
    """The aware time of so many microseconds since 1970. Raises OverflowError beyond the years 1 to 9999."""
    return EPOCH + timedelta(microseconds=microseconds)
