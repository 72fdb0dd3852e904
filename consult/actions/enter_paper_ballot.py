"""Deed: enter a paper ballot that came back, or why it does not count.

Where the rules of procedure ask for two people, a first entry counts nothing: it waits for `confirm_paper_ballot`.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.paper_reading import read_by_two, read_once
from consult.models.sheet_read import SheetRead, SheetTaken

__all__ = ["SheetRead", "SheetTaken", "enter_paper_ballot"]


def enter_paper_ballot(session: Session, read: SheetRead, *, by: str, now: datetime) -> SheetTaken:
    """Take in a sheet as one person read it, durably; where another person's entry waits, this is held against it.

    Refuses what `cast_ballot` does, `unknown-serial`, `invalid-reason`, `paper-without-photo`,
    `photo-of-another-sheet`,
    `paper-entered-already` and `keyed-by-yourself`. A late sheet is refused and kept for the figures.
    """
    done = _enter(session, read, by, now)
    if isinstance(done, Refusal):
        raise done
    return done


@deed
def _enter(session: Session, read: SheetRead, by: str, now: datetime) -> SheetTaken | Refusal:
    done = read_once(session, read, by=by, now=now)
    return read_by_two(session, read, by=by, now=now, is_waited_for=False) if done is None else done
