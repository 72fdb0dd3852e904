"""Finding an account by its key, for a deed that changes it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal, reasons
from consult.models.account import Staff

reasons(account_unknown="an account that is not in the estate, or is switched off already")


def account_in_use(session: Session, estate_id: int, staff_id: int) -> Staff:
    """The account, taken hold of until the deed ends; refuses `account-unknown`."""
    found = session.get(Staff, (estate_id, staff_id), with_for_update=True)
    if found is None or not found.is_active:
        raise Refusal("account-unknown")
    return found
