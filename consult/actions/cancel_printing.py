"""Deed: give up a batch; the parts already made stay, and the letters in them work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.printing import PrintState
from consult.models.base import deed
from consult.models.printing_rows import locked_unended


@deed
def cancel_printing(session: Session, estate_id: int, printing_id: int, *, now: datetime) -> None:
    """Cancel it; refuses `unknown-printing` and `batch-ended`."""
    printing = locked_unended(session, estate_id, printing_id)
    printing.state, printing.ended_at = PrintState.CANCELLED.value, now
