"""What a one-time staff link is for, before anyone uses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.question import Text
from consult.models.account import Staff
from consult.models.place import Estate
from consult.models.staff_links import usable_link


@dataclass(frozen=True, slots=True)
class StaffLinkView:
    """A usable link: an invitation when `name` is None, else a single sign-in for that person."""

    estate: Text
    role: str
    name: str | None
    expires_at: datetime


def staff_link(session: Session, token: str, *, secret: str, now: datetime) -> StaffLinkView:
    """The link of a token; refuses `unknown-staff-link`."""
    link = usable_link(session, token, secret=secret, now=now)
    estate = session.get_one(Estate, link.estate_id)
    staff = session.get(Staff, (link.estate_id, link.staff_id)) if link.staff_id is not None else None
    return StaffLinkView(estate.name, link.role, staff.name if staff else None, link.expires_at)
