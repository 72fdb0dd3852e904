"""Who helped a household to fill its ballot in: kept beside the ballot, counted, never published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.models.base import Base, OfEstate, belongs_to


class Assistance(OfEstate, Base):
    """Help with the ballot on line `ballot_seq`, as the household said it: a name, and what they are to it."""

    __tablename__ = "assistance"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        UniqueConstraint("estate_id", "consultation_id", "ballot_seq", name="uq_assistance_ballot"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    ballot_seq: Mapped[int]
    name: Mapped[str]
    relation: Mapped[str]
    said_at: Mapped[datetime]
