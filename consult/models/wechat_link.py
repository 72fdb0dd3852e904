"""WeChat accounts that households let be remembered, and which household one belongs to."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.domain.remembered import LASTS
from consult.models.base import Base, OfEstate
from consult.models.electorate import ElectorRow
from consult.models.kept_secret import keyed


class WechatLink(OfEstate, Base):
    """One account and one household. The account is a keyed hash; the door is that of the household's letter.

    It outlives a consultation for as long as the same owners hold the same rooms: `household_key` says whether they do.
    """

    __tablename__ = "wechat_link"
    __table_args__ = (
        UniqueConstraint("estate_id", "account_key", "household_key", name="uq_wechat_link_account"),
        Index("ix_wechat_link_door", "estate_id", "building", "entrance", "room"),
    )

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    account_key: Mapped[str]
    household_key: Mapped[str]
    building: Mapped[str]
    entrance: Mapped[str]
    room: Mapped[str]
    linked_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


def account_key(secret: str, subject: str) -> str:
    """What is kept of a WeChat account's name for this service (its openid)."""
    return keyed(secret, "wechat account", subject)


def household_key(secret: str, elector: ElectorRow) -> str:
    """What makes two electors the same household: the owners' names and their rooms."""
    rooms = sorted([str(part) for part in unit[:3]] for unit in elector.units)
    owners = sorted(str(name) for name in elector.names)
    return keyed(secret, "household", json.dumps([elector.estate_id, owners, rooms], ensure_ascii=False))


def links_of(session: Session, elector: ElectorRow, *, secret: str, now: datetime) -> list[WechatLink]:
    """The accounts that this household let be remembered, oldest first."""
    found = session.scalars(
        select(WechatLink)
        .where(
            WechatLink.estate_id == elector.estate_id,
            WechatLink.household_key == household_key(secret, elector),
            WechatLink.linked_at > now - LASTS,
        )
        .order_by(WechatLink.linked_at, WechatLink.id)
    )
    return list(found)


def electors_of_account(
    session: Session, estate_id: int, consultation_id: int, account: str, *, secret: str, now: datetime
) -> list[tuple[WechatLink, ElectorRow]]:
    """The electors of a consultation that remember this account and are still who they were."""
    rows = session.execute(
        select(WechatLink, ElectorRow)
        .join(
            ElectorRow,
            (ElectorRow.estate_id == WechatLink.estate_id)
            & (ElectorRow.building == WechatLink.building)
            & (ElectorRow.entrance == WechatLink.entrance)
            & (ElectorRow.room == WechatLink.room),
        )
        .where(
            WechatLink.estate_id == estate_id,
            WechatLink.account_key == account,
            WechatLink.linked_at > now - LASTS,
            ElectorRow.consultation_id == consultation_id,
        )
        .order_by(ElectorRow.building, ElectorRow.entrance, ElectorRow.room)
    )
    return [(link, elector) for link, elector in rows if link.household_key == household_key(secret, elector)]


def end_links(session: Session, estate_id: int, doors: Collection[tuple[str, str, str]]) -> None:
    """Within a deed: let no account be remembered at these doors any more."""
    at_doors = [
        link.id
        for link in session.scalars(select(WechatLink).where(WechatLink.estate_id == estate_id))
        if (link.building, link.entrance, link.room) in doors
    ]
    if at_doors:
        session.execute(delete(WechatLink).where(WechatLink.estate_id == estate_id, WechatLink.id.in_(at_doors)))


def forget_stale(session: Session, estate_id: int, now: datetime) -> None:
    """Within a deed: forget what was remembered too long ago."""
    session.execute(delete(WechatLink).where(WechatLink.estate_id == estate_id, WechatLink.linked_at <= now - LASTS))
