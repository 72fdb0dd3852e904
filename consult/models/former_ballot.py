"""Ballots that counted once and count no longer: annulled after a contest, or replaced by their elector.

They leave the table of counted ballots, whose constraint holds one for each elector, and are kept here whole.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.models.base import Base, OfEstate, belongs_to


class FormerBallot(OfEstate, Base):
    """A ballot as it was counted, with the line that ended it (`ended_seq`) and why."""

    __tablename__ = "former_ballot"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        UniqueConstraint("estate_id", "consultation_id", "submission_id", name="uq_former_ballot_submission"),
        UniqueConstraint("estate_id", "consultation_id", "seq", name="uq_former_ballot_seq"),
        UniqueConstraint("estate_id", "consultation_id", "ended_seq", name="uq_former_ballot_ended_seq"),
        CheckConstraint("cause IN ('contest', 'replaced')", name="cause_known"),
        Index("ix_former_ballot_elector", "estate_id", "consultation_id", "elector_id"),
        Index("uq_former_ballot_receipt", "receipt", unique=True),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    submission_id: Mapped[str]
    seq: Mapped[int]
    receipt: Mapped[str]
    channel: Mapped[str]
    answers: Mapped[dict[str, Any]]
    salt: Mapped[str]
    cast_at: Mapped[datetime]
    entered_by: Mapped[str]
    paper_serial: Mapped[str | None]
    cause: Mapped[str]
    ended_seq: Mapped[int]
    ended_at: Mapped[datetime]
