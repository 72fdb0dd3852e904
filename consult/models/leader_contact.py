"""Names and numbers that building leaders let be shown to the households of their buildings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.models.base import Base, OfEstate, belongs_to


class LeaderContact(OfEstate, Base):
    """What one leader shows. It goes when the leader takes it back; `entered_by` is the leader or the committee."""

    __tablename__ = "leader_contact"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        UniqueConstraint("estate_id", "staff_id", name="uq_leader_contact_staff"),
    )

    staff_id: Mapped[int]
    name: Mapped[str]
    phone: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
