"""The objection period: how long a result hangs on the board and may still be contested (voting rules §5).

Seven days are usual and the least; an estate's rules of procedure may say more (`Procedure.posted_days`).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

USUAL_DAYS, MOST_DAYS = 7, 60
"""How many days a result is posted and objections to it are taken: usually, which is the least, and at most."""


def posted_until(posted_on: date, days: int) -> date:
    """The last day on which a result posted on this day hangs there."""
    return posted_on + timedelta(days=days)


def objections_end(closed_at: datetime | None, zone: tzinfo, *, days: int) -> datetime | None:
    """The moment at which the period ends: midnight after its last day in `zone`; None while nothing is closed."""
    if closed_at is None:
        return None
    last = posted_until(closed_at.astimezone(zone).date(), days)
    return datetime.combine(last + timedelta(days=1), time.min, zone)


def is_final(closed_at: datetime | None, zone: tzinfo, *, days: int, now: datetime, open_cases: int) -> bool:
    """Whether a result stands for good: its period is over and every case that was raised in time is decided."""
    ends = objections_end(closed_at, zone, days=days)
    return ends is not None and now >= ends and not open_cases
