"""Who walks: the person behind a phone, the buildings they were given, and whether either is switched off."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.account import Staff
from consult.models.doorstep import Device, LeaderBuilding

WALKERS = frozenset({"leader", "committee"})
"""Roles that may be given a round."""


@dataclass(frozen=True, slots=True)
class Walker:
    """A person with a phone. `is_active`: neither the phone nor the person has been switched off."""

    name: str
    buildings: frozenset[str]
    is_active: bool


def walker_of(session: Session, estate_id: int, device_id: int) -> Walker | None:
    """Who holds this phone; None where this estate knows none."""
    device = session.get(Device, (estate_id, device_id))
    if device is None:
        return None
    staff = session.get_one(Staff, (estate_id, device.staff_id))
    is_active = device.revoked_at is None and staff.is_active and staff.role in WALKERS
    return Walker(staff.name, buildings_of(session, estate_id, staff.id), is_active)


def buildings_of(session: Session, estate_id: int, staff_id: int) -> frozenset[str]:
    """The buildings that somebody was given."""
    mine = (LeaderBuilding.estate_id == estate_id, LeaderBuilding.staff_id == staff_id)
    return frozenset(session.scalars(select(LeaderBuilding.building).where(*mine)))
