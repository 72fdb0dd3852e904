"""Deed: a household says that its area on the list of a vote is right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.base import deed, new_id
from consult.models.electorate import ElectorRow
from consult.models.roll_change import RollConfirmed


@deed
def confirm_area(
    session: Session, estate_id: int, consultation_id: int, elector_id: int, area: int, *, now: datetime
) -> None:
    """Keep it, once; `area` (0.01 m²) is what the household saw. Refuses `unknown-elector`, `area-no-longer-that`."""
    elector = session.get(ElectorRow, (estate_id, elector_id), with_for_update=True)
    if elector is None or elector.consultation_id != consultation_id:
        raise Refusal("unknown-elector")
    if elector.area != area:
        raise Refusal("area-no-longer-that")
    mine = select(RollConfirmed).where(RollConfirmed.estate_id == estate_id, RollConfirmed.elector_id == elector_id)
    said = session.scalars(mine).first()
    if said is None:
        said = RollConfirmed(estate_id=estate_id, id=new_id(), elector_id=elector_id)
        session.add(said)
    said.area, said.said_at = area, now
