"""The roll of an estate: versions of a list of units and owners; a version never changes once imported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


class Roll(OfEstate, Base):
    """One imported version; the newest version is the roll in force."""

    __tablename__ = "roll"
    __table_args__ = (UniqueConstraint("estate_id", "version"),)

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    version: Mapped[int]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    rows: Mapped[int]


class RollUnit(OfEstate, Base):
    """One dwelling, shop, parking space or storage room of one roll version; `area` in 0.01 m²."""

    __tablename__ = "roll_unit"
    __table_args__ = (
        belongs_to("roll", "roll_id"),
        UniqueConstraint("estate_id", "roll_id", "building", "entrance", "room", name="uq_roll_unit_place"),
        CheckConstraint("area IS NULL OR area > 0", name="area_positive"),
        Index("ix_roll_unit_roll", "estate_id", "roll_id"),
    )

    roll_id: Mapped[int]
    building: Mapped[str]
    entrance: Mapped[str]
    room: Mapped[str]
    kind: Mapped[str]
    area: Mapped[int | None]
    area_source: Mapped[str | None]
    owner_kind: Mapped[str]
    owners: Mapped[list[Any]]
    phones: Mapped[list[Any]]
    note: Mapped[str]
