"""Deed: somebody fetches a printed file; one with codes is deleted soon after."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.printing import Batch, kept_until
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.printing import PrintingPart
from consult.models.printing_rows import locked


@deed
def fetch_printed_part(session: Session, estate_id: int, printing_id: int, number: int, *, now: datetime) -> datetime:
    """Note the fetching, and answer until when the file may be fetched again.

    Refuses `unknown-printing` and `file-gone`.
    """
    printing = locked(session, estate_id, printing_id)
    part = session.scalar(
        select(PrintingPart).where(
            PrintingPart.estate_id == estate_id,
            PrintingPart.printing_id == printing_id,
            PrintingPart.number == number,
        )
    )
    if part is None or part.made_at is None:
        raise Refusal("unknown-printing")
    holds_codes = Batch(printing.kind).holds_codes
    if kept_until(part.made_at, part.fetched_at, holds_codes=holds_codes) <= now:
        raise Refusal("file-gone")
    part.fetched_at = part.fetched_at or now
    return kept_until(part.made_at, part.fetched_at, holds_codes=holds_codes)
