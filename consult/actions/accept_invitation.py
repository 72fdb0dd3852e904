"""Deed: accept an invitation: the account is made, the link is used up, and the visit begins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.new_staff import CheckedAccount, NewAccount, checked, enter_staff
from consult.models.staff_links import usable_link

__all__ = ["NewAccount", "accept_invitation"]


def accept_invitation(
    session: Session, token: str, account: NewAccount, *, secret: str, now: datetime, browser: str = ""
) -> str:
    """Make the account and answer the key of its first visit.

    Refuses `unknown-staff-link`, `name-missing`, `name-taken`, `login-unfit`, `login-taken` and what `check_password`
    refuses.
    """
    usable_link(session, token, secret=secret, now=now)
    fit = checked(account)
    try:
        return _accept(session, token, fit, browser, secret=secret, now=now)
    except IntegrityError as error:
        # Somebody took the name between our look and our commit: the constraint holds, the sentence is the same.
        if "uq_staff_name" in str(error.orig) or "staff.name" in str(error.orig):
            raise Refusal("name-taken", name=fit.name) from error
        raise Refusal("login-taken", login=fit.login) from error


@deed
def _accept(session: Session, token: str, account: CheckedAccount, browser: str, *, secret: str, now: datetime) -> str:
    link = usable_link(session, token, secret=secret, now=now, lock=True)
    if link.staff_id is not None:
        raise Refusal("unknown-staff-link")
    link.used_at = now
    whose = {"browser": browser, "invited_by": link.invited_by}
    return enter_staff(session, link.estate_id, link.role, account, now=now, **whose)
