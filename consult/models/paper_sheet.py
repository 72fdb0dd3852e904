"""Sheets of paper that are entered by two people, and what each of them read. Nobody is shown another's reading."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


class PaperSheet(OfEstate, Base):
    """One sheet on its way: `seq` is its PAPER line; `outcome` and `settled_seq` say what came of it, and where.

    The photo is found by its hash among the estate's (`consult.models.photo`).
    """

    __tablename__ = "paper_sheet"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        UniqueConstraint("estate_id", "consultation_id", "serial", name="uq_paper_sheet_serial"),
        CheckConstraint(
            "standing IN ('pending', 'mismatch', 'undecided', 'confirmed', 'decided')", name="standing_known"
        ),
        CheckConstraint("outcome IN ('', 'counted', 'double', 'invalid')", name="outcome_known"),
        CheckConstraint(
            "(outcome <> '') = (standing IN ('confirmed', 'decided')) AND (outcome <> '') = (settled_seq IS NOT NULL)",
            name="settled_has_outcome",
        ),
        Index("ix_paper_sheet_standing", "estate_id", "consultation_id", "standing"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    serial: Mapped[str]
    seq: Mapped[int]
    photo_sha256: Mapped[str | None]
    standing: Mapped[str]
    outcome: Mapped[str] = mapped_column(default="")
    settled_seq: Mapped[int | None]


class PaperKeying(OfEstate, Base):
    """What one person read on a sheet: `reading` is {"answers": …} or {"invalid": reason}.

    `salt` makes the fingerprint that the keying's own line (`seq`) carries; `typist` is the number by which the book
    knows the person.
    """

    __tablename__ = "paper_keying"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("paper_sheet", "sheet_id"),
        UniqueConstraint("estate_id", "sheet_id", "keyed_by", name="uq_paper_keying_once_each"),
        UniqueConstraint("estate_id", "consultation_id", "submission_id", name="uq_paper_keying_submission"),
        UniqueConstraint("estate_id", "consultation_id", "seq", name="uq_paper_keying_seq"),
        Index("ix_paper_keying_typist", "estate_id", "consultation_id", "keyed_by"),
    )

    consultation_id: Mapped[int]
    sheet_id: Mapped[int]
    seq: Mapped[int]
    submission_id: Mapped[str]
    reading: Mapped[dict[str, Any]]
    salt: Mapped[str]
    keyed_by: Mapped[str]
    typist: Mapped[int]
    keyed_at: Mapped[datetime]
