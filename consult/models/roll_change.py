"""The history of the roll: changes by hand, each a version of its own, and the register's totals beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


class RollChange(OfEstate, Base):
    """What made a version of the roll that was not simply read from a file; who and when stand on the version.

    `undoes_id`: the change it takes back; `request_id`: the household's request it follows.
    """

    __tablename__ = "roll_change"
    __table_args__ = (
        belongs_to("roll", "roll_id"),
        belongs_to("roll_change", "undoes_id"),
        belongs_to("record_request", "request_id"),
        UniqueConstraint("estate_id", "roll_id"),
        UniqueConstraint("estate_id", "undoes_id"),
        CheckConstraint(
            "kind IN ('edit', 'add', 'remove', 'merge', 'apart', 'undo', 'kept', 'mended')", name="kind_known"
        ),
    )

    roll_id: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str]
    undoes_id: Mapped[int | None]
    request_id: Mapped[int | None]


class RollUnitChange(OfEstate, Base):
    """One unit of a change; `before` is empty where it was added, `after` where it was taken away."""

    __tablename__ = "roll_unit_change"
    __table_args__ = (
        belongs_to("roll_change", "change_id"),
        Index("ix_roll_unit_change_change", "estate_id", "change_id"),
    )

    change_id: Mapped[int]
    position: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class RegisterTotals(OfEstate, Base):
    """The property register's own totals as the committee typed them; the newest line holds. `area` in 0.01 m²."""

    __tablename__ = "register_totals"
    __table_args__ = (
        CheckConstraint("units IS NULL OR units > 0", name="units_positive"),
        CheckConstraint("area IS NULL OR area > 0", name="area_positive"),
    )

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    units: Mapped[int | None]
    area: Mapped[int | None]
    said_by: Mapped[str]
    said_at: Mapped[datetime]


class RollConfirmed(OfEstate, Base):
    """That a household looked at its area on the roll and said it is right; `area` in 0.01 m², as it saw it."""

    __tablename__ = "roll_confirmed"
    __table_args__ = (
        belongs_to("elector", "elector_id"),
        UniqueConstraint("estate_id", "elector_id"),
    )

    elector_id: Mapped[int]
    area: Mapped[int]
    said_at: Mapped[datetime]
