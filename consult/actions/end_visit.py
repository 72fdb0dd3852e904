"""End a signed-in visit: from then on its key leads nowhere, on every worker."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.domain.visit import key_hash
from consult.models.account import Visit
from consult.models.base import deed


@deed
def end_visit(session: Session, key: str, *, now: datetime) -> None:
    """End the visit of this key; a key that leads nowhere is no fault."""
    session.execute(update(Visit).where(Visit.key_hash == key_hash(key), Visit.ended_at.is_(None)).values(ended_at=now))
