"""The objection period: how long a result hangs on the board and may still be contested (voting rules §5)."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

POSTED_FOR = timedelta(days=7)
"""How long a result is posted and objections to it are taken."""


def objections_end(closed_at: datetime | None, zone: tzinfo) -> datetime | None:
    """The moment at which the period ends: midnight after its last day in `zone`; None while nothing is closed."""
    if closed_at is None:
        return None
    after = closed_at.astimezone(zone).date() + POSTED_FOR + timedelta(days=1)
    return datetime.combine(after, time.min, zone)


def is_final(closed_at: datetime | None, zone: tzinfo, *, now: datetime, open_cases: int) -> bool:
    """Whether a result stands for good: its period is over and every case that was raised in time is decided."""
    ends = objections_end(closed_at, zone)
    return ends is not None and now >= ends and not open_cases
