"""Tokens of programs, and the deeds that programs sent with their answers, so that a retry is known as one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


class ApiToken(OfEstate, Base):
    """A token. Only its keyed hash is kept; it ends with the account of whoever made it, if not before.

    `used_at` is the moment of a use, known to within some minutes.
    """

    __tablename__ = "api_token"
    __table_args__ = (
        belongs_to("staff", "made_by_id"),
        UniqueConstraint("token_hash"),
        CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name="ended_by_somebody"),
    )

    name: Mapped[str]
    token_hash: Mapped[str]
    scopes: Mapped[list[Any]]
    made_by_id: Mapped[int]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="", server_default="")


class ApiSubmission(OfEstate, Base):
    """A deed that a program sent: which one, the fingerprint of all it said, and what it was answered (`status`).

    While `status` is 0 nobody knows what became of it: it is at work, or the service stopped in the middle of it.
    """

    __tablename__ = "api_submission"
    __table_args__ = (
        belongs_to("api_token", "token_id"),
        UniqueConstraint("estate_id", "token_id", "submission", name="uq_api_submission_once"),
        Index("ix_api_submission_begun_at", "begun_at"),
    )

    token_id: Mapped[int]
    submission: Mapped[str]
    fingerprint: Mapped[str]
    begun_at: Mapped[datetime]
    status: Mapped[int] = mapped_column(default=0, server_default="0")
    answer: Mapped[dict[str, Any] | None]
