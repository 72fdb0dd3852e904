"""The grids by which printed ballots are read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.models.base import Base, OfEstate, belongs_to


class BallotGridRow(OfEstate, Base):
    """Where the boxes lie on ballots that carry this key (`consult.domain.ballot_grid`). It is never changed."""

    __tablename__ = "ballot_grid"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", "key", name="uq_ballot_grid_key"),
    )

    consultation_id: Mapped[int]
    key: Mapped[str]
    grid: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime]
