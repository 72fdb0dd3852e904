"""Service (送达) of ballots: every attempt is a row of its own, whatever came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


class ServiceAttempt(OfEstate, Base):
    """One attempt to bring a ballot to an elector. `evidence` is a posting number, a note, a witness; `photo` the hash
    of a kept photo of it ('' for none).

    A household that signs in with its letter is served as well; that stands on the elector (`served_at`).
    """

    __tablename__ = "service_attempt"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        CheckConstraint(
            "method IN ('in-person', 'registered-post', 'letterbox', 'not-home', 'refused')", name="method_known"
        ),
        Index("ix_service_attempt_elector", "estate_id", "consultation_id", "elector_id"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    method: Mapped[str]
    at: Mapped[datetime]
    recipient: Mapped[str] = mapped_column(default="")
    relation: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    photo: Mapped[str] = mapped_column(default="", server_default="")
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class ServiceWithdrawal(OfEstate, Base):
    """A later line that takes one attempt back, with its reason: the attempt stays in the log and serves nobody."""

    __tablename__ = "service_withdrawal"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("service_attempt", "attempt_id"),
        UniqueConstraint("estate_id", "attempt_id", name="uq_service_withdrawal_once"),
        Index("ix_service_withdrawal_consultation", "estate_id", "consultation_id"),
    )

    consultation_id: Mapped[int]
    attempt_id: Mapped[int]
    reason: Mapped[str]
    withdrawn_by: Mapped[str]
    withdrawn_at: Mapped[datetime]
