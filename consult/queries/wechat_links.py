"""The WeChat accounts that a household let be remembered, as its own page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.electorate import ElectorRow
from consult.models.wechat_link import links_of


@dataclass(frozen=True, slots=True)
class Remembered:
    """One account: since when, and when it was last used to sign in; no name, for none is known."""

    id: int
    linked_at: datetime
    used_at: datetime | None


def remembered_accounts(
    session: Session, estate_id: int, elector_id: int, *, secret: str, now: datetime
) -> tuple[Remembered, ...]:
    """This household's accounts, oldest first."""
    elector = session.get(ElectorRow, (estate_id, elector_id))
    links = links_of(session, elector, secret=secret, now=now) if elector is not None else []
    return tuple(Remembered(link.id, link.linked_at, link.used_at) for link in links)
