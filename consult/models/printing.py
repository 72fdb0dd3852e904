"""The print log: every printing of a consultation, and the parts of those that are made in batches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


class Printing(OfEstate, Base):
    """One printing: what, in which language, for whom, of which version of the text, by whom, and what came of it.

    `building` and `rooms` say for whom: both empty for everybody. `total` and `done` count sheets of a batch, or are
    1 for a single paper. `sha256` is the one file's; a batch keeps one for each part. `reason` is why it failed.
    """

    __tablename__ = "printing"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        CheckConstraint("state IN ('waiting', 'running', 'done', 'cancelled', 'failed')", name="state_known"),
        CheckConstraint("done >= 0 AND done <= total", name="done_within_total"),
        Index("ix_printing_consultation", "estate_id", "consultation_id", "at"),
    )

    consultation_id: Mapped[int]
    kind: Mapped[str]
    language: Mapped[str] = mapped_column(default="")
    building: Mapped[str] = mapped_column(default="")
    rooms: Mapped[list[Any]] = mapped_column(default=list)
    which: Mapped[str] = mapped_column(default="")
    text_hash: Mapped[str]
    pages: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int]
    by: Mapped[str]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")


class PrintingPart(OfEstate, Base):
    """One file of a batch. It is there when `made_at` is set: only then do the codes in it work.

    `text_hash` is the version of the text it shows: a batch that stopped may go on after the text has changed.
    """

    __tablename__ = "printing_part"
    __table_args__ = (
        ForeignKeyConstraint(
            ["estate_id", "printing_id"],
            ["printing.estate_id", "printing.id"],
            ondelete="CASCADE",
            name="fk_printing_id",
        ),
        UniqueConstraint("estate_id", "printing_id", "number", name="uq_printing_part_number"),
    )

    printing_id: Mapped[int]
    number: Mapped[int]
    buildings: Mapped[list[Any]]
    electors: Mapped[list[Any]]
    pages: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(default="")
    text_hash: Mapped[str] = mapped_column(default="", server_default="")
    made_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
