"""Deed: switch an account off: its sign-ins, phones and proposals to close end at once; its name stays taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.refusal import Refusal, reasons
from consult.models.account import Staff
from consult.models.account_in_use import account_in_use
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.doorstep import Device
from consult.models.ending_visits import end_visits_of
from consult.models.staff_links import end_sign_in_links

reasons(
    own_account="switching off the account that one is signed in with",
    last_committee_account="switching off the only account of the committee",
)


@deed
def switch_off_staff(session: Session, estate_id: int, staff_id: int, *, by: str, by_id: int, now: datetime) -> str:
    """Switch an account off and answer its name; `by_id` is 0 for a command of the server's.

    Refuses `account-unknown`, `own-account`, `last-committee-account`.
    """
    if staff_id == by_id:
        raise Refusal("own-account")
    found = account_in_use(session, estate_id, staff_id)
    found.is_active = False
    session.flush()
    if found.role == "committee" and not _committee_left(session, estate_id):
        raise Refusal("last-committee-account")
    theirs = (Device.estate_id == estate_id, Device.staff_id == staff_id, Device.revoked_at.is_(None))
    session.execute(update(Device).where(*theirs).values(revoked_at=now, revoked_by=by))
    end_visits_of(session, (estate_id, staff_id), now=now)
    end_sign_in_links(session, (estate_id, staff_id), now=now)
    # Whoever confirmed it would close alone: perhaps it was not this person who proposed.
    proposed = (Consultation.estate_id == estate_id, Consultation.closing_by == found.name)
    is_open = Consultation.state == State.OPEN.value
    session.execute(update(Consultation).where(*proposed, is_open).values(closing_by=None, closing_at=None))
    return found.name


def _committee_left(session: Session, estate_id: int) -> int:
    left = select(func.count()).where(
        Staff.estate_id == estate_id, Staff.role == "committee", Staff.is_active.is_(True)
    )
    return session.scalar(left) or 0
