"""The electorate of one consultation: who casts one ballot, frozen from a roll version, and how they sign in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


class ElectorRow(OfEstate, Base):
    """One elector: heads is always 1, `area` in 0.01 m². `number` is public and drawn in random order.

    `place` fields are those of the letter's address: the elector's first unit in walking order.
    """

    __tablename__ = "elector"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", "number", name="uq_elector_number"),
        UniqueConstraint("estate_id", "consultation_id", "paper_serial", name="uq_elector_paper_serial"),
        Index("ix_elector_place", "estate_id", "consultation_id", "building", "entrance", "room"),
        CheckConstraint("area >= 0", name="area_not_negative"),
    )

    consultation_id: Mapped[int]
    number: Mapped[int]
    building: Mapped[str]
    entrance: Mapped[str]
    room: Mapped[str]
    area: Mapped[int]
    names: Mapped[list[Any]]
    units: Mapped[list[Any]]
    paper_serial: Mapped[str]
    issued_at: Mapped[datetime | None]
    served_at: Mapped[datetime | None]
    code_hash: Mapped[str | None]
    token_hash: Mapped[str | None] = mapped_column(unique=True)


class ElectorUnit(OfEstate, Base):
    """Which elector answers for which room, so that any of an owner's rooms leads to their one ballot."""

    __tablename__ = "elector_unit"
    __table_args__ = (
        belongs_to("elector", "elector_id", on_delete="CASCADE"),
        UniqueConstraint("estate_id", "consultation_id", "building", "entrance", "room", name="uq_elector_unit_place"),
        Index("ix_elector_unit_elector", "estate_id", "elector_id"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    building: Mapped[str]
    entrance: Mapped[str]
    room: Mapped[str]
    area: Mapped[int]
