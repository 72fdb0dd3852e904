"""The accounts of an estate, as the committee sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.account import Staff
from consult.models.proving import has_second_factor


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account; `signs_in` is false for leaders who only walk with a phone."""

    id: int
    name: str
    login: str
    role: str
    is_active: bool
    signs_in: bool
    has_second_factor: bool
    created_at: datetime


def accounts(session: Session, estate_id: int) -> list[AccountView]:
    """All accounts, those in use first, then by name; also those that were switched off, whose names stay taken."""
    found = session.scalars(
        select(Staff).where(Staff.estate_id == estate_id).order_by(Staff.is_active.desc(), Staff.name, Staff.id)
    )
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
        )
        for one in found
    ]
