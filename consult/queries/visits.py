"""Whose visit a key leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from consult.domain.visit import HANDLE_LENGTH, Audience, key_hash
from consult.models.account import Staff, Visit
from consult.models.place import IS_DEMO, Estate
from consult.models.proving import code_app, has_second_factor_of, passkeys_of


@dataclass(frozen=True, slots=True)
class HouseholdVisit:
    """A signed-in household: the elector whose ballot it may cast, in one consultation."""

    estate_id: int
    consultation_id: int
    elector_id: int


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """A signed-in staff member and their role in their estate.

    `proved_at`: when they last showed that it is them. `is_demo`: the estate is the demo, entered by one-time links.
    """

    estate_id: int
    staff_id: int
    name: str
    role: str
    login: str = ""
    proved_at: datetime | None = None
    has_second_factor: bool = False
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class HalfVisit:
    """Somebody whose password was right, and who is asked for the second factor."""

    estate_id: int
    staff_id: int
    name: str
    has_app: bool
    has_passkey: bool


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """One of a staff member's sign-ins that is open; `handle` names it in a form and opens nothing."""

    handle: str
    started_at: datetime
    browser: str
    is_this: bool


_HOUSEHOLD = select(Visit.estate_id, Visit.consultation_id, Visit.subject_id).where(
    Visit.key_hash == bindparam("the_hash"),
    Visit.audience == Audience.HOUSEHOLD.value,
    Visit.ended_at.is_(None),
    Visit.expires_at > bindparam("the_moment"),
)
"""Built once: every page of a signed-in household asks it."""


def household_visit(session: Session, key: str, now: datetime) -> HouseholdVisit | None:
    """The household that this key lets in at this moment."""
    visit = session.execute(_HOUSEHOLD, {"the_hash": key_hash(key), "the_moment": now}).first()
    if visit is None or visit.consultation_id is None:
        return None
    return HouseholdVisit(visit.estate_id, visit.consultation_id, visit.subject_id)


_STAFF = (
    select(
        Staff.estate_id,
        Staff.id,
        Staff.name,
        Staff.role,
        Staff.login,
        Visit.proved_at,
        has_second_factor_of(Staff.estate_id, Staff.id),
        Estate.settings,
    )
    .select_from(Visit)
    .join(Staff, (Staff.estate_id == Visit.estate_id) & (Staff.id == Visit.subject_id))
    .join(Estate, Estate.id == Staff.estate_id)
    .where(
        Visit.key_hash == bindparam("the_hash"),
        Visit.audience == Audience.STAFF.value,
        Visit.ended_at.is_(None),
        Visit.expires_at > bindparam("the_moment"),
        Visit.is_half.is_(False),
        Staff.is_active,
    )
)


def staff_visit(session: Session, key: str, now: datetime) -> StaffVisit | None:
    """The staff member that this key lets in at this moment; nobody once their account is switched off."""
    found = session.execute(_STAFF, {"the_hash": key_hash(key), "the_moment": now}).first()
    if found is None:
        return None
    estate_id, staff_id, name, role, login, proved_at, has_factor, said = found
    return StaffVisit(estate_id, staff_id, name, role, login, proved_at, bool(has_factor), bool(said.get(IS_DEMO)))


def half_visit(session: Session, key: str, now: datetime) -> HalfVisit | None:
    """Who stands between password and second factor with this key."""
    visit = _running(session, key, Audience.STAFF, now, is_half=True)
    staff = visit and session.get(Staff, (visit.estate_id, visit.subject_id))
    if not visit or not staff or not staff.is_active:
        return None
    owner = (staff.estate_id, staff.id)
    has_app = code_app(session, owner) is not None
    return HalfVisit(*owner, staff.name, has_app, bool(passkeys_of(session, owner)))


def open_visits(session: Session, estate_id: int, staff_id: int, *, key: str, now: datetime) -> list[OpenVisit]:
    """The sign-ins of a staff member that are open, newest first; `key` is the present one's."""
    wanted = (
        Visit.estate_id == estate_id,
        Visit.audience == Audience.STAFF.value,
        Visit.subject_id == staff_id,
        Visit.ended_at.is_(None),
        Visit.expires_at > now,
        Visit.is_half.is_(False),
    )
    mine = key_hash(key)
    found = session.scalars(select(Visit).where(*wanted).order_by(Visit.started_at.desc(), Visit.key_hash))
    return [
        OpenVisit(visit.key_hash[:HANDLE_LENGTH], visit.started_at, visit.browser, visit.key_hash == mine)
        for visit in found
    ]


def _running(session: Session, key: str, audience: Audience, now: datetime, *, is_half: bool = False) -> Visit | None:
    return session.scalars(
        select(Visit).where(
            Visit.key_hash == key_hash(key),
            Visit.audience == audience.value,
            Visit.ended_at.is_(None),
            Visit.expires_at > now,
            Visit.is_half.is_(is_half),
        )
    ).one_or_none()
