"""Corrections of ballots that somebody else entered: proposed by one person, confirmed or refused by another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.models.base import Base, OfEstate, belongs_to


class Correction(OfEstate, Base):
    """One correction. `ballot_seq` is the ballot's line, `seq` that of the correction once it is confirmed.

    `answers` are those that count in place of the entered ones; `evidence` is the hash of the kept photo that proves
    them. `before` are the answers that counted when it was confirmed. `waiting` is the ballot's line while the second
    person has not decided, and null afterwards: of one ballot one proposal waits at a time.
    """

    __tablename__ = "correction"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        UniqueConstraint("estate_id", "consultation_id", "seq", name="uq_correction_seq"),
        CheckConstraint("state IN ('proposed', 'confirmed', 'refused')", name="state_known"),
        CheckConstraint("(state = 'confirmed') = (seq IS NOT NULL)", name="confirmed_on_a_line"),
        CheckConstraint("decided_by <> proposed_by", name="two_people"),
        Index("ix_correction_elector", "estate_id", "consultation_id", "elector_id"),
        UniqueConstraint("estate_id", "consultation_id", "waiting", name="uq_correction_waiting"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    ballot_seq: Mapped[int]
    waiting: Mapped[int | None]
    answers: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any] | None]
    salt: Mapped[str]
    reason: Mapped[str]
    evidence: Mapped[str]
    state: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    note: Mapped[str]
    seq: Mapped[int | None]
