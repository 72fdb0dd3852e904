"""The buildings of an estate, as its newest roll and its consultations name them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.walking_order import natural
from consult.models.electorate import ElectorUnit
from consult.models.roll import Roll, RollUnit


def buildings_of_estate(session: Session, estate_id: int) -> list[str]:
    """Every building that a leader may be given, in walking order."""
    newest = select(Roll.id).where(Roll.estate_id == estate_id).order_by(Roll.version.desc()).limit(1)
    on_roll = select(RollUnit.building).where(
        RollUnit.estate_id == estate_id, RollUnit.roll_id == newest.scalar_subquery()
    )
    in_votes = select(ElectorUnit.building).where(ElectorUnit.estate_id == estate_id)
    return sorted(set(session.scalars(on_roll.union(in_votes))), key=natural)
