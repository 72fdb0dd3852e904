"""Deed: make a one-time link for staff: an invitation to make an account, or a single sign-in for someone known.

No account exists by default; the first one comes from a link that the first start prints.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.passwords import check_login, check_role
from consult.domain.receipt import TOKEN_LENGTH, encode
from consult.domain.refusal import Refusal
from consult.models.account import Staff, StaffLink
from consult.models.base import deed
from consult.models.kept_secret import link_hash
from consult.models.place import Estate
from consult.models.staff_links import end_sign_in_links

INVITATION_LASTS = timedelta(days=7)
SIGN_IN_LINK_LASTS = timedelta(hours=12)


@deed
def invite_staff(session: Session, estate_id: int, role: str, *, secret: str, now: datetime, by: str = "") -> str:
    """Make an invitation for a role and answer its token, for `/staff/<token>`; it works once, within 7 days.

    `by` is the name of whoever invites, '' for a command at the server.
    Refuses `role-unknown`, `unknown-estate`.
    """
    check_role(role)
    if session.get(Estate, estate_id) is None:
        raise Refusal("unknown-estate", estate=estate_id, known=())
    return _link(session, estate_id, role, None, secret=secret, now=now, lasts=INVITATION_LASTS, by=by)


@deed
def make_sign_in_link(session: Session, estate_id: int, login: str, *, secret: str, now: datetime) -> str:
    """Make a link that signs this person in once, within 12 hours; links of before end. Refuses `staff-unknown`."""
    found = session.scalar(
        select(Staff).where(Staff.estate_id == estate_id, Staff.login == check_login(login), Staff.is_active.is_(True))
    )
    if found is None:
        raise Refusal("staff-unknown", login=login[:60])
    end_sign_in_links(session, (estate_id, found.id), now=now)
    return _link(session, estate_id, found.role, found.id, secret=secret, now=now, lasts=SIGN_IN_LINK_LASTS)


def _link(
    session: Session,
    estate_id: int,
    role: str,
    staff_id: int | None,
    *,
    secret: str,
    now: datetime,
    lasts: timedelta,
    by: str = "",
) -> str:
    token = encode(secrets.randbits(5 * TOKEN_LENGTH), TOKEN_LENGTH)
    session.add(
        StaffLink(
            estate_id=estate_id,
            token_hash=link_hash(secret, token),
            role=role,
            staff_id=staff_id,
            expires_at=now + lasts,
            invited_by=by,
        )
    )
    return token
