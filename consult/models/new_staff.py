"""What a person writes to make their account, and the account made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.passwords import check_login, check_name, check_password
from consult.domain.refusal import Refusal
from consult.domain.visit import Audience, new_key
from consult.models.account import Staff, Visit
from consult.models.base import new_id
from consult.models.kept_secret import password_hash
from consult.models.named_staff import refuse_name_taken


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What the person writes."""

    name: str
    login: str
    password: str


@dataclass(frozen=True, slots=True)
class CheckedAccount:
    """The same, in order; of the password only the slow hash."""

    name: str
    login: str
    password_hash: str


def checked(account: NewAccount) -> CheckedAccount:
    """Look the account over, outside any transaction: hashing is slow on purpose.

    Refuses `name-missing`, `login-unfit` and what `check_password` refuses.
    """
    name, login = check_name(account.name), check_login(account.login)
    return CheckedAccount(name, login, password_hash(check_password(account.password, login=login)))


def enter_staff(
    session: Session,
    estate_id: int,
    role: str,
    account: CheckedAccount,
    *,
    browser: str,
    now: datetime,
    invited_by: str = "",
) -> str:
    """Add the account and its first visit, and answer the key of that; refuses `login-taken`, `name-taken`."""
    if session.scalar(select(Staff.id).where(Staff.login == account.login)) is not None:
        raise Refusal("login-taken", login=account.login)
    refuse_name_taken(session, estate_id, account.name)
    staff_id, key = new_id(), new_key()
    session.add(
        Staff(
            estate_id=estate_id,
            id=staff_id,
            name=account.name,
            login=account.login,
            role=role,
            password_hash=account.password_hash,
            is_active=True,
            created_at=now,
            invited_by=invited_by,
        )
    )
    session.add(Visit.begun(key, Audience.STAFF, now=now, estate_id=estate_id, subject_id=staff_id, browser=browser))
    return key
