"""Deed: a building leader walks no more: phones and sign-ins end at once, and what phones still send waits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.visit import Audience
from consult.models.account import Staff, Visit
from consult.models.base import deed
from consult.models.doorstep import Device


@deed
def retire_leader(session: Session, estate_id: int, staff_id: int, *, by: str, now: datetime) -> str:
    """Switch a building leader off, and answer the name; refuses `not-a-leader` for everybody else."""
    leader = session.get(Staff, (estate_id, staff_id), with_for_update=True)
    if leader is None or leader.role != "leader" or not leader.is_active:
        raise Refusal("not-a-leader")
    leader.is_active = False
    theirs = (Device.estate_id == estate_id, Device.staff_id == staff_id, Device.revoked_at.is_(None))
    session.execute(update(Device).where(*theirs).values(revoked_at=now, revoked_by=by))
    visits = (
        Visit.estate_id == estate_id,
        Visit.audience == Audience.STAFF.value,
        Visit.subject_id == staff_id,
        Visit.ended_at.is_(None),
    )
    session.execute(update(Visit).where(*visits).values(ended_at=now))
    return leader.name
