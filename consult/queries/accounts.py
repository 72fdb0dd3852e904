"""The accounts of an estate, as the committee sees them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.passwords import check_login
from consult.domain.refusal import Refusal
from consult.domain.two_people import Standing, origin_of
from consult.models.account import Staff
from consult.models.proving import has_second_factor


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account; `signs_in` is false for leaders who only walk with a phone, `stands_for` see `domain.two_people`."""

    id: int
    name: str
    login: str
    role: str
    is_active: bool
    signs_in: bool
    has_second_factor: bool
    created_at: datetime
    invited_by: str
    vouched_by: str
    stands_for: str


def standings(session: Session, estate_id: int) -> list[Standing]:
    """Every account of an estate, also those that were switched off, and on whose word alone it rests."""
    found = session.execute(select(Staff.name, Staff.invited_by, Staff.vouched_by).where(Staff.estate_id == estate_id))
    return [Standing(name, "" if vouched_by else invited_by) for name, invited_by, vouched_by in found]


def accounts(session: Session, estate_id: int) -> list[AccountView]:
    """All accounts, those in use first, then by name; also those that were switched off, whose names stay taken."""
    found = session.scalars(
        select(Staff).where(Staff.estate_id == estate_id).order_by(Staff.is_active.desc(), Staff.name, Staff.id)
    )
    known = standings(session, estate_id)
    return [
        AccountView(
            one.id,
            one.name,
            one.login,
            one.role,
            one.is_active,
            one.password_hash is not None,
            has_second_factor(session, (estate_id, one.id)),
            one.created_at,
            one.invited_by,
            one.vouched_by,
            origin_of(one.name, known),
        )
        for one in found
    ]


def account_name(session: Session, estate_id: int, login: str, roles: Collection[str]) -> str:
    """The name of an account in use that has one of these roles; refuses `staff-unknown`, `login-unfit`."""
    wanted = (Staff.estate_id == estate_id, Staff.login == check_login(login), Staff.is_active.is_(True))
    found = session.scalar(select(Staff.name).where(*wanted, Staff.role.in_(roles)))
    if found is None:
        raise Refusal("staff-unknown", login=login[:60])
    return found
