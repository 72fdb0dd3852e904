"""Codes sent by message: what is kept of each that was asked for, also where none was sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


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
