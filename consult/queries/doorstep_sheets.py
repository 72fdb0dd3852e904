"""The sheet that an entry tells of which could not take effect: its serial and photo, for whoever has to decide."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.domain.doorstep.entry import PaperTold
from consult.domain.refusal import Refusal
from consult.models.door_entry import opened_entry
from consult.models.doorstep import DoorstepEntry


def sheet_of_entry(session: Session, estate_id: int, entry_id: int, *, secret: str) -> PaperTold | None:
    """What an entry says of a collected sheet; None where it tells of none, cannot be opened, or is not there."""
    row = session.get(DoorstepEntry, (estate_id, entry_id))
    if row is None:
        return None
    try:
        told = opened_entry(session, row, secret).told
    except Refusal:
        return None
    return told if isinstance(told, PaperTold) else None
