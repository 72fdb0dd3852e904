"""Samples of entered paper ballots that are compared with the paper, and what was found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


class AuditSample(OfEstate, Base):
    """The one sample of a vote: its list (`serials`, rising) is fixed first, the seed comes after it.

    `share` and `confidence` are exact, like "1/50"; `size` is how many are drawn. `typed` are the digits of the first
    person (`typed_by`), until a second one types the same: then they are the `seed`. `salt` goes into the list's
    fingerprint. `list_seq`, `seed_seq` and `result_seq` are lines of the book, which older samples lack.
    """

    __tablename__ = "audit_sample"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", name="uq_audit_sample_one"),
    )

    consultation_id: Mapped[int]
    serials: Mapped[list[Any]]
    share: Mapped[str]
    confidence: Mapped[str]
    size: Mapped[int]
    fixed_by: Mapped[str]
    fixed_at: Mapped[datetime]
    seed: Mapped[str | None]
    drawn_by: Mapped[str] = mapped_column(default="")
    drawn_at: Mapped[datetime | None]
    salt: Mapped[str] = mapped_column(default="", server_default="")
    typed: Mapped[str] = mapped_column(default="", server_default="")
    typed_by: Mapped[str] = mapped_column(default="", server_default="")
    list_seq: Mapped[int | None]
    seed_seq: Mapped[int | None]
    result_seq: Mapped[int | None]


class AuditFinding(OfEstate, Base):
    """What comparing one ballot of the sample found; of several findings about it, each a row, the last one holds."""

    __tablename__ = "audit_finding"
    __table_args__ = (
        belongs_to("audit_sample", "sample_id"),
        CheckConstraint("outcome IN ('agrees', 'differs')", name="outcome_known"),
        UniqueConstraint("estate_id", "sample_id", "serial", "turn", name="uq_audit_finding_turn"),
    )

    sample_id: Mapped[int]
    serial: Mapped[str]
    turn: Mapped[int]
    outcome: Mapped[str]
    note: Mapped[str]
    found_by: Mapped[str]
    found_at: Mapped[datetime]
