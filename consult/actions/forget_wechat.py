"""Deed: forget a WeChat account that a household let be remembered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.base import deed
from consult.models.electorate import ElectorRow
from consult.models.wechat_link import links_of


@deed
def forget_wechat(
    session: Session, estate_id: int, elector_id: int, link_id: int, *, secret: str, now: datetime
) -> bool:
    """Forget one of this household's own accounts; False where there is none of that number any more."""
    elector = session.get(ElectorRow, (estate_id, elector_id))
    links = links_of(session, elector, secret=secret, now=now) if elector is not None else []
    found = next((link for link in links if link.id == link_id), None)
    if found is not None:
        session.delete(found)
    return found is not None
