"""Deed: accept an invitation: the account is made, the link is used up, and the visit begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.domain.passwords import check_login, check_name, check_password
from consult.domain.refusal import Refusal
from consult.domain.visit import Audience, new_key
from consult.models.account import Staff, Visit
from consult.models.base import deed, new_id
from consult.models.kept_secret import password_hash
from consult.models.named_staff import refuse_name_taken
from consult.models.staff_links import usable_link


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What the invited person writes."""

    name: str
    login: str
    password: str


def accept_invitation(session: Session, token: str, account: NewAccount, *, secret: str, now: datetime) -> str:
    """Make the account and answer the key of its first visit.

    Refuses `unknown-staff-link`, `name-missing`, `name-taken`, `login-unfit`, `login-taken` and what `check_password`
    refuses.
    """
    usable_link(session, token, secret=secret, now=now)
    name, login = check_name(account.name), check_login(account.login)
    kept = password_hash(check_password(account.password, login=login))
    try:
        return _accept(session, token, name, login, kept, secret=secret, now=now)
    except IntegrityError as error:
        # Somebody took the name between our look and our commit: the constraint holds, the sentence is the same.
        if "uq_staff_name" in str(error.orig) or "staff.name" in str(error.orig):
            raise Refusal("name-taken", name=name) from error
        raise Refusal("login-taken", login=login) from error


@deed
def _accept(session: Session, token: str, name: str, login: str, kept: str, *, secret: str, now: datetime) -> str:
    link = usable_link(session, token, secret=secret, now=now, lock=True)
    if link.staff_id is not None:
        raise Refusal("unknown-staff-link")
    if session.scalar(select(Staff.id).where(Staff.login == login)) is not None:
        raise Refusal("login-taken", login=login)
    refuse_name_taken(session, link.estate_id, name)
    staff = Staff(
        estate_id=link.estate_id,
        id=new_id(),
        name=name,
        login=login,
        role=link.role,
        password_hash=kept,
        is_active=True,
        created_at=now,
    )
    link.used_at = now
    key = new_key()
    session.add_all((staff, Visit.begun(key, Audience.STAFF, now=now, estate_id=staff.estate_id, subject_id=staff.id)))
    return key
