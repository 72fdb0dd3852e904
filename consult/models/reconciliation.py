"""Reconciliations of the sheets of a vote: the figures as they stood, and who signed for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.models.base import Base, OfEstate, belongs_to


class SheetReconciliation(OfEstate, Base):
    """One reconciliation; the last one holds. `seq` is its line, `salt` hides name and reason there.

    `explanation` says why it does not balance, '' where it does.
    """

    __tablename__ = "sheet_reconciliation"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", "seq", name="uq_sheet_reconciliation_seq"),
    )

    consultation_id: Mapped[int]
    seq: Mapped[int]
    figures: Mapped[dict[str, Any]]
    explanation: Mapped[str]
    salt: Mapped[str]
    signed_by: Mapped[str]
    signed_at: Mapped[datetime]
