"""Whom the households of a building may call: only what its leaders let be shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.account import Staff
from consult.models.doorstep import LeaderBuilding
from consult.models.electorate import ElectorRow
from consult.models.leader_contact import LeaderContact


@dataclass(frozen=True, slots=True)
class ShownLeader:
    """A name and a number to show."""

    name: str
    phone: str


def leaders_of_household(session: Session, estate_id: int, elector_id: int) -> list[ShownLeader]:
    """The leaders of the buildings in which a household has its rooms, by name."""
    elector = session.get(ElectorRow, (estate_id, elector_id))
    if elector is None:
        return []
    return _leaders_of(session, estate_id, {str(unit[0]) for unit in elector.units})


def contact_shown(session: Session, estate_id: int, staff_id: int) -> ShownLeader | None:
    """What one leader shows; None where nothing is."""
    row = session.scalar(
        select(LeaderContact).where(LeaderContact.estate_id == estate_id, LeaderContact.staff_id == staff_id)
    )
    return ShownLeader(row.name, row.phone) if row else None


def _leaders_of(session: Session, estate_id: int, buildings: Collection[str]) -> list[ShownLeader]:
    rows = session.execute(
        select(LeaderContact.name, LeaderContact.phone)
        .join(Staff, (Staff.estate_id == LeaderContact.estate_id) & (Staff.id == LeaderContact.staff_id))
        .join(
            LeaderBuilding,
            (LeaderBuilding.estate_id == Staff.estate_id) & (LeaderBuilding.staff_id == Staff.id),
        )
        .where(Staff.estate_id == estate_id, Staff.is_active.is_(True), LeaderBuilding.building.in_(buildings))
        .distinct()
        .order_by(LeaderContact.name, LeaderContact.phone)
    )
    return [ShownLeader(name, phone) for name, phone in rows]
