"""Who did what (操作日志): a line for every deed that somebody of the staff signs for, kept with the deed itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate


class StaffDeed(OfEstate, Base):
    """One deed: its name, who signs for it, when, in which consultation if in one, and what it was about in a word.

    Nothing of any household is in it: no door, no name, no serial, no answer.
    """

    __tablename__ = "staff_deed"
    __table_args__ = (Index("ix_staff_deed_at", "estate_id", "at"),)

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[str]
    deed: Mapped[str]
    consultation_id: Mapped[int | None]
    about: Mapped[str] = mapped_column(default="", server_default="")
