"""Deed: let somebody in again who has lost phone and paper codes: nothing is asked of them until they set up anew.

Whoever may run commands on the server decides it; the sign-ins that are open end, with the links that would begin one,
and the password stays.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.domain.passwords import check_login
from consult.domain.refusal import Refusal
from consult.models.account import Staff
from consult.models.base import deed
from consult.models.ending_visits import end_visits_of
from consult.models.second_factor import CodeApp, Owner, Passkey, RecoveryCode
from consult.models.staff_links import end_sign_in_links


@deed
def reset_second_factor(session: Session, estate_id: int, login: str, *, now: datetime) -> Owner:
    """Forget every second factor of somebody and answer whose; refuses `staff-unknown`."""
    found = session.scalar(select(Staff).where(Staff.estate_id == estate_id, Staff.login == check_login(login)))
    if found is None:
        raise Refusal("staff-unknown", login=login[:60])
    owner = (estate_id, found.id)
    for table in (CodeApp, Passkey, RecoveryCode):
        session.execute(delete(table).where(table.estate_id == estate_id, table.staff_id == found.id))
    end_visits_of(session, owner, now=now)
    end_sign_in_links(session, owner, now=now)
    return owner
