"""Deed: enter a paper ballot once more, as another person and blind; the sheet counts as soon as two readings agree.

Two that differ wait for a third person. A household that answered otherwise meanwhile is not counted twice: the sheet
becomes a second ballot, which the committee settles.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.paper_reading import read_by_two
from consult.models.sheet_read import SheetRead, SheetTaken

__all__ = ["SheetRead", "SheetTaken", "confirm_paper_ballot"]


def confirm_paper_ballot(session: Session, read: SheetRead, *, by: str, now: datetime) -> SheetTaken:
    """Hold a reading against those of others; until CLOSE, also after the announced end.

    Refuses `paper-not-waiting`, `keyed-by-yourself`, `paper-entered-already`, and what a ballot is refused for.
    """
    done = _confirm(session, read, by, now)
    if isinstance(done, Refusal):
        raise done
    return done


@deed
def _confirm(session: Session, read: SheetRead, by: str, now: datetime) -> SheetTaken | Refusal:
    return read_by_two(session, read, by=by, now=now, is_waited_for=True)
