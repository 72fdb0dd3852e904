"""The objection period: how long a result hangs on the board and may still be contested (voting rules §5).

Seven days are usual and the least; an estate's rules of procedure may say more (`Procedure.posted_days`).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

USUAL_DAYS, MOST_DAYS = 7, 60
"""How many days a result is posted and objections to it are taken: usually, which is the least, and at most."""


class Effect(StrEnum):
    """What the decision on an objection did to the result."""

    NONE = "none"
    CORRECTED = "corrected"
    COUNTED_AGAIN = "counted-again"


def effect_of(decided_at: datetime, *, closed_at: datetime | None, granted: bool) -> Effect:
    """What a decision did: one granted after the count has the result counted again, one before it does not need to."""
    if not granted:
        return Effect.NONE
    return Effect.CORRECTED if closed_at is None or decided_at < closed_at else Effect.COUNTED_AGAIN


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
