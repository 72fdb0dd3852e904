"""Results that were published and then replaced, because a ballot was annulled or corrected after the count."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.models.base import Base, OfEstate, belongs_to


class EarlierResult(OfEstate, Base):
    """A result as it stood until line `replaced_seq` (REPUBLISH) of the book."""

    __tablename__ = "earlier_result"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", "replaced_seq", name="uq_earlier_result_replaced"),
    )

    consultation_id: Mapped[int]
    result: Mapped[dict[str, Any]]
    replaced_seq: Mapped[int]
    replaced_at: Mapped[datetime]
