"""Finding a one-time link by its token, using it up, and ending those that somebody has not used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.domain.receipt import TOKEN_LENGTH, fold, is_code
from consult.domain.refusal import Refusal
from consult.models.account import StaffLink
from consult.models.kept_secret import link_hash
from consult.models.second_factor import Owner


def usable_link(session: Session, token: str, *, secret: str, now: datetime, lock: bool = False) -> StaffLink:
    """The link of a token that may still be used; refuses `unknown-staff-link`."""
    folded = fold(token)
    wanted = select(StaffLink).where(
        StaffLink.token_hash == link_hash(secret, folded),
        StaffLink.used_at.is_(None),
        StaffLink.expires_at > now,
    )
    found = session.scalar(wanted.with_for_update() if lock else wanted)
    if found is None or not is_code(folded, TOKEN_LENGTH):
        raise Refusal("unknown-staff-link")
    return found


def end_sign_in_links(session: Session, owner: Owner, *, now: datetime) -> None:
    """Let every link that would still sign this person in lead nowhere: what it stood for has been replaced."""
    theirs = (StaffLink.estate_id == owner[0], StaffLink.staff_id == owner[1], StaffLink.used_at.is_(None))
    session.execute(update(StaffLink).where(*theirs).values(used_at=now))
