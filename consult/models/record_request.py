"""What households ask about what is kept of them, and what they were answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, func, select
from sqlalchemy.orm import Mapped, Session

from consult.models.base import Base, OfEstate, belongs_to


class RecordRequest(OfEstate, Base):
    """One request. It stands beside the book and changes nothing in it; `reply` is '' while it waits."""

    __tablename__ = "record_request"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        Index("ix_record_request_elector", "estate_id", "consultation_id", "elector_id"),
        CheckConstraint(
            "wanted IN ('names', 'area', 'rooms', 'phone', 'delivery', 'copy', 'deletion', 'other')",
            name="wanted_known",
        ),
        CheckConstraint("reply IN ('', 'agreed', 'refused', 'withdrawn')", name="reply_known"),
        CheckConstraint("(reply = '') = (answered_at IS NULL)", name="answered_at_a_time"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    wanted: Mapped[str]
    said: Mapped[str]
    asked_at: Mapped[datetime]
    reply: Mapped[str]
    reason: Mapped[str]
    answered_by: Mapped[str]
    answered_at: Mapped[datetime | None]


def request_of(session: Session, estate_id: int, consultation_id: int, request_id: int) -> RecordRequest | None:
    """A request of this consultation; None for another's."""
    found = session.get(RecordRequest, (estate_id, request_id))
    return found if found is not None and found.consultation_id == consultation_id else None


def same_waiting(session: Session, estate_id: int, elector_id: int, wanted: str, said: str) -> RecordRequest | None:
    """A request that waits and says just this."""
    return session.scalars(
        select(RecordRequest).where(
            RecordRequest.estate_id == estate_id,
            RecordRequest.elector_id == elector_id,
            RecordRequest.wanted == wanted,
            RecordRequest.said == said,
            RecordRequest.reply == "",
        )
    ).first()


def waiting_of(session: Session, estate_id: int, elector_id: int) -> int:
    """How many requests of a household wait."""
    waiting = select(func.count()).where(
        RecordRequest.estate_id == estate_id, RecordRequest.elector_id == elector_id, RecordRequest.reply == ""
    )
    return session.scalar(waiting) or 0
