"""Deed: let the households of a leader's buildings see a name and a number, or let them see nothing any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.domain.leader_contact import check_contact
from consult.domain.refusal import Refusal
from consult.models.account import Staff
from consult.models.base import deed, new_id
from consult.models.leader_contact import LeaderContact
from consult.models.walker import WALKERS


@dataclass(frozen=True, slots=True)
class ShownContact:
    """What is to be shown of whom; `is_agreed`: the leader wants it so, by whoever's hand it is entered."""

    staff_id: int
    name: str
    phone: str
    is_agreed: bool


@deed
def show_leader_contact(session: Session, estate_id: int, shown: ShownContact, *, by: str, now: datetime) -> bool:
    """Keep what is shown, and answer whether anything is.

    Refuses `not-a-leader`, `leader-not-asked` and what `check_contact` does.
    """
    staff = session.get(Staff, (estate_id, shown.staff_id), with_for_update=True)
    if staff is None or staff.role not in WALKERS:
        raise Refusal("not-a-leader")
    name, phone = check_contact(shown.name, shown.phone)
    if phone and not shown.is_agreed:
        raise Refusal("leader-not-asked")
    mine = (LeaderContact.estate_id == estate_id, LeaderContact.staff_id == staff.id)
    session.execute(delete(LeaderContact).where(*mine))
    if phone:
        kept = {"staff_id": staff.id, "name": name, "phone": phone, "entered_by": by, "entered_at": now}
        session.add(LeaderContact(estate_id=estate_id, id=new_id(), **kept))
    return bool(phone)
