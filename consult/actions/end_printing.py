"""Deed: a batch has come to its end, or to a stop from which it can go on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.printing import PrintState
from consult.models.base import deed
from consult.models.printing_rows import locked


@deed
def end_printing(session: Session, estate_id: int, printing_id: int, *, now: datetime, reason: str = "") -> None:
    """Say that all of it is made or, with a reason, why it stopped; one cancelled meanwhile stays so."""
    printing = locked(session, estate_id, printing_id)
    if PrintState(printing.state).is_ended:
        return
    printing.state = PrintState.FAILED.value if reason else PrintState.DONE.value
    printing.reason, printing.ended_at = reason, now
