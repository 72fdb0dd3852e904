"""Codes sent by message: what is kept of each that was asked for, also where none was sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, Index, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.domain.message_code import (
    ASKER,
    DOOR,
    DOOR_A_DAY,
    KEPT,
    OF_ESTATE,
    OF_ESTATE_A_DAY,
    TO_NUMBER,
)
from consult.domain.sign_in import Budget
from consult.models.base import Base, OfEstate, belongs_to
from consult.models.kept_secret import keyed


class MessageCode(OfEstate, Base):
    """One message that was asked for. Without an elector none was sent, and no code fits: nobody can tell.

    The browser that asked holds the key of `key_hash`. Door, address and number are kept as keyed hashes, for
    counting only, and no longer than that takes.
    """

    __tablename__ = "message_code"
    __table_args__ = (
        belongs_to("consultation", "consultation_id", on_delete="CASCADE"),
        belongs_to("elector", "elector_id", on_delete="CASCADE"),
        UniqueConstraint("key_hash", name="uq_message_code_key"),
        CheckConstraint("tries >= 0", name="tries_not_negative"),
        Index("ix_message_code_estate", "estate_id", "asked_at"),
        Index("ix_message_code_asker", "asker_key", "asked_at"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int | None]
    key_hash: Mapped[str]
    code_hash: Mapped[str]
    door_key: Mapped[str]
    asker_key: Mapped[str]
    number_key: Mapped[str]
    asked_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


def digits_hash(secret: str, key: str, digits: str) -> str:
    """What is kept of six digits: keyed, and bound to the browser that asked; they live for minutes."""
    return keyed(secret, "message code", f"{key}\x1f{digits}")


def asked_so_far(
    session: Session, estate_id: int, door_key: str, asker_key: str, now: datetime
) -> Mapping[Budget, int]:
    """How many messages stand against each budget that whoever asks is told of."""
    at_door = (MessageCode.estate_id == estate_id) & (MessageCode.door_key == door_key)
    whose = {
        DOOR: at_door,
        DOOR_A_DAY: at_door,
        ASKER: MessageCode.asker_key == asker_key,
        OF_ESTATE: MessageCode.estate_id == estate_id,
        OF_ESTATE_A_DAY: MessageCode.estate_id == estate_id,
    }
    return {budget: _counted(session, of, budget, now) for budget, of in whose.items()}


def sent_to_number(session: Session, estate_id: int, number_key: str, now: datetime) -> int:
    """How many messages went to a number lately."""
    to_it = (MessageCode.estate_id == estate_id) & (MessageCode.number_key == number_key)
    return _counted(session, to_it, TO_NUMBER, now)


def _counted(session: Session, of: ColumnElement[bool], budget: Budget, now: datetime) -> int:
    found = session.scalar(select(func.count()).where(of, MessageCode.asked_at > now - budget.window))
    return found or 0


def sweep_codes(session: Session, estate_id: int, now: datetime) -> None:
    """Within a deed: forget what no budget counts any more."""
    session.execute(delete(MessageCode).where(MessageCode.estate_id == estate_id, MessageCode.asked_at <= now - KEPT))


def end_codes(session: Session, estate_id: int, consultation_id: int, electors: Collection[int]) -> None:
    """Within a deed: let no code on its way to these electors fit any more; that it was asked for still counts."""
    of_these = (MessageCode.estate_id == estate_id) & (MessageCode.consultation_id == consultation_id)
    for code in session.scalars(select(MessageCode).where(of_these, MessageCode.elector_id.is_not(None))):
        if code.elector_id in electors:
            code.elector_id = None
