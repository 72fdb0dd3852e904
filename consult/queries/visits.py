"""Whose visit a key leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.visit import Audience, key_hash
from consult.models.account import Staff, Visit


@dataclass(frozen=True, slots=True)
class HouseholdVisit:
    """A signed-in household: the elector whose ballot it may cast, in one consultation."""

    estate_id: int
    consultation_id: int
    elector_id: int


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """A signed-in staff member and their role in their estate."""

    estate_id: int
    staff_id: int
    name: str
    role: str


def household_visit(session: Session, key: str, now: datetime) -> HouseholdVisit | None:
    """The household that this key lets in at this moment."""
    visit = _running(session, key, Audience.HOUSEHOLD, now)
    if visit is None or visit.consultation_id is None:
        return None
    return HouseholdVisit(visit.estate_id, visit.consultation_id, visit.subject_id)


def staff_visit(session: Session, key: str, now: datetime) -> StaffVisit | None:
    """The staff member that this key lets in at this moment; nobody once their account is switched off."""
    visit = _running(session, key, Audience.STAFF, now)
    staff = visit and session.get(Staff, (visit.estate_id, visit.subject_id))
    if not visit or not staff or not staff.is_active:
        return None
    return StaffVisit(staff.estate_id, staff.id, staff.name, staff.role)


def _running(session: Session, key: str, audience: Audience, now: datetime) -> Visit | None:
    return session.scalars(
        select(Visit).where(
            Visit.key_hash == key_hash(key),
            Visit.audience == audience.value,
            Visit.ended_at.is_(None),
            Visit.expires_at > now,
        )
    ).one_or_none()
