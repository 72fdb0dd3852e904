"""Deed: let a WeChat account be remembered for a household that is signed in with its letter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.remembered import refuse_over_most, refuse_unless_proved
from consult.models.base import deed, new_id
from consult.models.electorate import ElectorRow
from consult.models.wechat_link import WechatLink, account_key, forget_stale, household_key, links_of


@deed
def remember_wechat(
    session: Session, estate_id: int, elector_id: int, subject: str, *, way: str, secret: str, now: datetime
) -> bool:
    """Remember an account by what WeChat calls it (`subject`); False where it was remembered already.

    `way` is how the household came in. Refuses `letter-first`, `too-many-remembered`, `unknown-elector`.
    """
    refuse_unless_proved(way)
    # Held, so that two accounts at the same second are counted one after the other.
    elector = session.get(ElectorRow, (estate_id, elector_id), with_for_update={"key_share": True})
    if elector is None:
        raise Refusal("unknown-elector")
    account, links = account_key(secret, subject), links_of(session, elector, secret=secret, now=now)
    if known := next((link for link in links if link.account_key == account), None):
        known.linked_at = now
        return False
    refuse_over_most(len(links))
    forget_stale(session, estate_id, now)
    session.add(_link(elector, account, secret=secret, now=now))
    return True


def _link(elector: ElectorRow, account: str, *, secret: str, now: datetime) -> WechatLink:
    return WechatLink(
        estate_id=elector.estate_id,
        id=new_id(),
        account_key=account,
        household_key=household_key(secret, elector),
        building=elector.building,
        entrance=elector.entrance,
        room=elector.room,
        linked_at=now,
        used_at=None,
    )
