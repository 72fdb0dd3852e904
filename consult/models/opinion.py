"""What tenants say: collected beside the owners' vote, counted apart, never among the owners' figures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.models.base import Base, OfEstate, belongs_to


class TenantOpinion(OfEstate, Base):
    """One home's tenants' opinion. Which home it came from stays here; the book holds the answers only."""

    __tablename__ = "tenant_opinion"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", "building", "entrance", "room", name="uq_tenant_opinion_home"),
        UniqueConstraint("estate_id", "consultation_id", "submission_id", name="uq_tenant_opinion_submission"),
        UniqueConstraint("estate_id", "consultation_id", "seq", name="uq_tenant_opinion_seq"),
        Index("uq_tenant_opinion_receipt", "receipt", unique=True),
    )

    consultation_id: Mapped[int]
    building: Mapped[str]
    entrance: Mapped[str]
    room: Mapped[str]
    submission_id: Mapped[str]
    seq: Mapped[int]
    receipt: Mapped[str]
    answers: Mapped[dict[str, Any]]
    salt: Mapped[str]
    given_at: Mapped[datetime]
    entered_by: Mapped[str]
