"""Deed: sign a household in with a WeChat account that it let be remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.receipt import fold
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.household_visit import HouseholdSignedIn, begin_household_visit
from consult.models.wechat_link import electors_of_account


@dataclass(frozen=True, slots=True)
class Household:
    """One of the households that remember an account: its elector, and the door of its letter."""

    elector_id: int
    place: tuple[str, str, str]


@deed
def sign_in_by_wechat(
    session: Session, consultation: str, account: str, elector_id: int | None, *, secret: str, now: datetime
) -> HouseholdSignedIn | tuple[Household, ...]:
    """Begin a visit; `account` is the keyed hash of what WeChat calls the account (`wechat_link.account_key`).

    Where several households remember it and none of them is named, answers them to choose from.
    Refuses `unknown-consultation` and `wechat-unknown`.
    """
    asked = session.scalar(select(Consultation).where(Consultation.code == fold(consultation)))
    if asked is None or asked.state == State.DRAFT:
        raise Refusal("unknown-consultation", code=consultation[:20])
    found = electors_of_account(session, asked.estate_id, asked.id, account, secret=secret, now=now)
    wanted = [one for one in found if elector_id in (None, one[1].id)]
    if not wanted:
        raise Refusal("wechat-unknown")
    if len(wanted) > 1:
        return tuple(Household(row.id, (row.building, row.entrance, row.room)) for _link, row in wanted)
    [(link, elector)] = wanted
    link.used_at = now
    return begin_household_visit(session, elector, now)
