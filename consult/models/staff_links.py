"""Finding a one-time link by its token, and using it up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.receipt import TOKEN_LENGTH, fold, is_code
from consult.domain.refusal import Refusal
from consult.models.account import StaffLink
from consult.models.kept_secret import link_hash


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
