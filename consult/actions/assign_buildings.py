"""Deed: say who walks which buildings, and add a leader who needs no password, only a phone."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.domain.passwords import check_name
from consult.domain.refusal import Refusal
from consult.models.account import Staff
from consult.models.base import deed, new_id
from consult.models.doorstep import LeaderBuilding
from consult.models.named_staff import refuse_name_taken
from consult.models.walker import WALKERS
from consult.queries.buildings import buildings_of_estate


@deed
def add_leader(session: Session, estate_id: int, name: str, buildings: Collection[str], *, now: datetime) -> int:
    """Add a building leader and answer their key; refuses `name-missing`, `name-taken` and
    `unknown-building`.

    Without a password nobody can sign in under this name; a phone is enrolled with a code.
    """
    refuse_name_taken(session, estate_id, check_name(name))
    leader = Staff(
        estate_id=estate_id,
        id=new_id(),
        name=check_name(name),
        login=f"leader-{secrets.token_hex(6)}",
        role="leader",
        password_hash=None,
        is_active=True,
        created_at=now,
    )
    session.add(leader)
    session.flush()
    _assign(session, estate_id, leader.id, buildings)
    return leader.id


@deed
def assign_buildings(session: Session, estate_id: int, staff_id: int, buildings: Collection[str]) -> None:
    """Let these be the buildings that somebody walks; refuses `not-a-leader` and `unknown-building`."""
    staff = session.get(Staff, (estate_id, staff_id), with_for_update=True)
    if staff is None or staff.role not in WALKERS:
        raise Refusal("not-a-leader")
    _assign(session, estate_id, staff_id, buildings)


def _assign(session: Session, estate_id: int, staff_id: int, buildings: Collection[str]) -> None:
    if not set(buildings).issubset(buildings_of_estate(session, estate_id)):
        raise Refusal("unknown-building")
    mine = (LeaderBuilding.estate_id == estate_id, LeaderBuilding.staff_id == staff_id)
    session.execute(delete(LeaderBuilding).where(*mine))
    session.add_all(
        LeaderBuilding(estate_id=estate_id, id=new_id(), staff_id=staff_id, building=building)
        for building in sorted(set(buildings))
    )
