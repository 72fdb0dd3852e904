"""Deed: keep the property register's totals as the committee typed them, to be held beside the roll."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.base import deed, new_id
from consult.models.roll_change import RegisterTotals


@deed
def note_register_totals(
    session: Session, estate_id: int, units: int | None, area: int | None, *, by: str, now: datetime
) -> None:
    """Keep the number of units and the area (0.01 m²); None for what is not known. Earlier lines stay."""
    session.add(
        RegisterTotals(
            estate_id=estate_id, id=new_id(), units=units or None, area=area or None, said_by=by, said_at=now
        )
    )
