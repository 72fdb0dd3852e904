"""Codes found on the estate's walls that should not hang there, as leaders reported them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate


class CodeReport(OfEstate, Base):
    """One code, where it hung, and the photo of it. Of a household's or a person's own code the content is not kept."""

    __tablename__ = "code_report"
    __table_args__ = (
        Index("ix_code_report_seen", "estate_id", "seen_at"),
        CheckConstraint("(settled_by = '') = (settled_at IS NULL)", name="settled_by_somebody"),
    )

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str]
    content: Mapped[str]
    host: Mapped[str]
    place: Mapped[str]
    photo_sha256: Mapped[str]
    seen_by: Mapped[str]
    seen_at: Mapped[datetime]
    settled_by: Mapped[str]
    settled_at: Mapped[datetime | None]
