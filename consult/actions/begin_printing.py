"""Deed: set to work on a batch, for the first time or after it stopped."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.domain.printing import PrintState
from consult.models.base import deed
from consult.models.printing_rows import locked_unended


@deed
def begin_printing(session: Session, estate_id: int, printing_id: int) -> None:
    """Say that it is being made; refuses `unknown-printing` and `batch-ended`."""
    printing = locked_unended(session, estate_id, printing_id)
    printing.state, printing.reason, printing.ended_at = PrintState.RUNNING.value, "", None
