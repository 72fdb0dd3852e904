"""Deed: the very first step of an installation: an estate and the first account of its committee, both or neither."""

from __future__ import annotations

import hmac
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from consult.domain.receipt import fold
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.kept_secret import first_token
from consult.models.new_estate import NewEstate, enter_estate
from consult.models.new_staff import CheckedAccount, NewAccount, checked, enter_staff
from consult.models.place import Estate


def begin_installation(
    session: Session,
    token: str,
    estate: NewEstate,
    account: NewAccount,
    *,
    secret: str,
    now: datetime,
    browser: str = "",
) -> str:
    """Make both and answer the key of the first visit. The link works until there is an estate.

    Refuses `unknown-staff-link`, and what `enter_estate` and `checked` do.
    """
    refuse_unless_first(session, token, secret=secret)
    return _begin(session, token, estate, checked(account), secret=secret, now=now, browser=browser)


def refuse_unless_first(session: Session, token: str, *, secret: str) -> None:
    """Refuse `unknown-staff-link` for another token, and for the right one once there is an estate."""
    is_right = hmac.compare_digest(fold(token).encode(), first_token(secret).encode())
    if not is_right or session.scalar(select(func.count()).select_from(Estate)):
        raise Refusal("unknown-staff-link")


@deed
def _begin(
    session: Session,
    token: str,
    estate: NewEstate,
    account: CheckedAccount,
    *,
    secret: str,
    now: datetime,
    browser: str,
) -> str:
    if session.get_bind().dialect.name == "postgresql":
        # SQLite has one writer; here two of them could each find that there is no estate yet.
        session.execute(text("LOCK TABLE estate IN SHARE ROW EXCLUSIVE MODE"))
    refuse_unless_first(session, token, secret=secret)
    estate_id = enter_estate(session, estate)
    return enter_staff(session, estate_id, "committee", account, browser=browser, now=now)
