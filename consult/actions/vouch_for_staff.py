"""Deed: say that an account belongs to somebody else than whoever invited it, so that the two are two people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.two_people import refuse_vouching_alone
from consult.models.account_in_use import account_in_use
from consult.models.base import deed
from consult.queries.accounts import standings


@deed
def vouch_for_staff(session: Session, estate_id: int, staff_id: int, *, by: str, now: datetime) -> str:
    """Note who vouches for an account, and answer its name; of one that stands for itself nothing changes.

    Refuses `account-unknown`, `vouching-alone`.
    """
    found = account_in_use(session, estate_id, staff_id)
    if found.invited_by and not found.vouched_by:
        refuse_vouching_alone(by, found.name, standings(session, estate_id))
        found.vouched_by, found.vouched_at = by, now
    return found.name
