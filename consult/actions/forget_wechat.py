"""Deed: forget a WeChat account that a household let be remembered.

Whoever is signed in for the household elsewhere goes out too: the account may be on a telephone that was lost.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.visit import Audience, key_hash
from consult.models.account import Visit
from consult.models.base import deed
from consult.models.electorate import ElectorRow
from consult.models.wechat_link import links_of


@deed
def forget_wechat(
    session: Session, estate_id: int, elector_id: int, link_id: int, *, key: str, secret: str, now: datetime
) -> bool:
    """Forget one of this household's own accounts; False where there is none of that number any more.

    `key` is that of the visit which asks, and goes on.
    """
    elector = session.get(ElectorRow, (estate_id, elector_id))
    links = links_of(session, elector, secret=secret, now=now) if elector is not None else []
    found = next((link for link in links if link.id == link_id), None)
    if found is None:
        return False
    session.delete(found)
    _end_other_visits(session, estate_id, elector_id, key_hash(key), now)
    return True


def _end_other_visits(session: Session, estate_id: int, elector_id: int, mine: str, now: datetime) -> None:
    others = select(Visit).where(
        Visit.estate_id == estate_id,
        Visit.subject_id == elector_id,
        Visit.audience == Audience.HOUSEHOLD.value,
        Visit.ended_at.is_(None),
        Visit.key_hash != mine,
    )
    for visit in session.scalars(others):
        visit.ended_at = now
