"""Deed: sign a staff member in, by sign-in name and password or by a one-time link.

Who has set up a second factor gets half a visit, which opens nothing until `pass_second_factor`.

A try costs a failure before the password is looked at, and gets it back when it was right (see `sign_in_household`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.passwords import LONGEST
from consult.domain.refusal import Refusal
from consult.domain.sign_in import LOGIN, STAFF_ADDRESS, plain, refuse_over_budget
from consult.domain.visit import Audience, new_key
from consult.models.account import Staff, Visit
from consult.models.base import deed
from consult.models.failures import failures, forgive, note_failure
from consult.models.kept_secret import is_password, keyed
from consult.models.proving import has_second_factor
from consult.models.staff_links import usable_link


def sign_in_staff(
    session: Session, login: str, password: str, *, address: str, secret: str, now: datetime, browser: str = ""
) -> str:
    """Begin a visit and answer its key; refuses `too-many-sign-ins`, and `wrong-login` for whatever does not fit."""
    paid = _pay(session, plain(login).casefold()[:LONGEST], address, secret=secret, now=now)
    typed = unicodedata.normalize("NFKC", password[: 2 * LONGEST])
    if not is_password(paid.password_hash, typed):
        raise Refusal("wrong-login")
    return _forgive_and_enter(session, paid, browser, now=now)


@dataclass(frozen=True, slots=True)
class _Paid:
    """A try that has been counted as a failure, and what it is to be compared with, if anything."""

    noted: tuple[int, ...]
    estate_id: int = 0
    staff_id: int = 0
    password_hash: str | None = None


@deed
def _pay(session: Session, login: str, address: str, *, secret: str, now: datetime) -> _Paid:
    keys = {
        LOGIN: keyed(secret, LOGIN.name, f"{login}\x1f{address}"),
        STAFF_ADDRESS: keyed(secret, STAFF_ADDRESS.name, address),
    }
    refuse_over_budget(failures(session, keys, now))
    noted = note_failure(session, keys, now)
    found = session.scalar(select(Staff).where(Staff.login == login, Staff.is_active.is_(True)))
    return _Paid(noted, found.estate_id, found.id, found.password_hash) if found else _Paid(noted)


@deed
def _forgive_and_enter(session: Session, paid: _Paid, browser: str, *, now: datetime) -> str:
    forgive(session, paid.noted, now)
    return _enter(session, session.get(Staff, (paid.estate_id, paid.staff_id)), browser, now)


@deed
def sign_in_staff_by_link(session: Session, token: str, *, secret: str, now: datetime, browser: str = "") -> str:
    """Use up a one-time sign-in link and answer the key of the visit; refuses `unknown-staff-link`."""
    link = usable_link(session, token, secret=secret, now=now, lock=True)
    if link.staff_id is None:
        raise Refusal("unknown-staff-link")
    link.used_at = now
    return _enter(session, session.get(Staff, (link.estate_id, link.staff_id)), browser, now)


def _enter(session: Session, staff: Staff | None, browser: str, now: datetime) -> str:
    if staff is None or not staff.is_active:
        raise Refusal("wrong-login")
    key = new_key()
    ids = {"estate_id": staff.estate_id, "subject_id": staff.id}
    is_half = has_second_factor(session, (staff.estate_id, staff.id))
    session.add(Visit.begun(key, Audience.STAFF, now=now, browser=browser, is_half=is_half, **ids))
    return key
