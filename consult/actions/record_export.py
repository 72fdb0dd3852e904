"""Deed: take a file out of the house; that it was taken, by whom and when, stands in the log of deeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.place import Estate


@dataclass(frozen=True, slots=True)
class Exported:
    """What is taken out: its kind (`consult.wording.exports`), of which consultation if of one."""

    kind: str
    estate_id: int
    consultation_id: int | None = None


@deed
def record_export(session: Session, export: Exported, *, by: str, now: datetime) -> None:
    """Nothing but the line that every deed leaves behind; refuses `unknown-estate`."""
    if session.get(Estate, export.estate_id) is None:
        raise Refusal("unknown-estate", estate="", known=[])
