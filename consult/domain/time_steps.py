"""Steps of time over which something is told as it grew: hours of a short while, days of a longer one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

MOST_STEPS = 60
"""More points than this no eye tells apart, and no table holds."""

_HOURS_UP_TO = timedelta(hours=48)


def step_ends(begins: datetime, until: datetime, zone: tzinfo) -> list[datetime]:
    """The end of each step from `begins` to `until`, the last of which is `until` itself; none where nothing passed.

    Steps end at whole hours of up to two days, else at midnights of the place, several days together where there are
    too many.
    """
    if until <= begins:
        return []
    ends = _hours(begins, until) if until - begins <= _HOURS_UP_TO else _midnights(begins, until, zone)
    return [*(end for end in ends if begins < end < until), until]


def is_by_hour(begins: datetime, until: datetime) -> bool:
    """Whether so short a while is told by hours."""
    return until - begins <= _HOURS_UP_TO


def _hours(begins: datetime, until: datetime) -> list[datetime]:
    first = begins.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return [first + timedelta(hours=n) for n in range(1, int((until - first) / timedelta(hours=1)) + 1)]


def _midnights(begins: datetime, until: datetime, zone: tzinfo) -> list[datetime]:
    # Each from its own calendar day: where clocks change, a day is not 24 hours long.
    first, last = begins.astimezone(zone).date(), until.astimezone(zone).date()
    days = (last - first).days
    together = -(-(days + 1) // MOST_STEPS)
    dates = (first + timedelta(days=n) for n in range(together, days + 1, together))
    return [datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC) for day in dates]
