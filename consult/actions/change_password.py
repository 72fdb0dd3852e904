"""Deed: choose another password; every other sign-in of the account ends, and every link that would begin one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.passwords import check_password
from consult.models.account import Staff
from consult.models.base import deed
from consult.models.ending_visits import end_visits_of
from consult.models.kept_secret import password_hash
from consult.models.second_factor import Owner
from consult.models.staff_links import end_sign_in_links


def change_password(session: Session, owner: Owner, password: str, *, login: str, key: str, now: datetime) -> None:
    """Keep the new password; the visit of `key` goes on. Refuses what `check_password` does."""
    kept = password_hash(check_password(password, login=login))
    _keep(session, owner, kept, key=key, now=now)


@deed
def _keep(session: Session, owner: Owner, kept: str, *, key: str, now: datetime) -> None:
    session.get_one(Staff, owner).password_hash = kept
    end_visits_of(session, owner, now=now, but_key=key)
    end_sign_in_links(session, owner, now=now)
