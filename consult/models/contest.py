"""Contests: households that say of their recorded ballot "this was not us", with what was decided about it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session

from consult.models.base import Base, OfEstate, belongs_to


class Contest(OfEstate, Base):
    """One case. `ballot_seq` is the line of the ballot, `seq` that of the contest, `ruled_seq` that of the decision.

    A ballot is contested again only after something new was done to it. What the household added (`said`) and the
    reason of the decision are kept here, not in the book; the book holds the reason's fingerprint under `salt`.
    """

    __tablename__ = "contest"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        Index("ix_contest_ballot", "estate_id", "consultation_id", "ballot_seq"),
        UniqueConstraint("estate_id", "consultation_id", "seq", name="uq_contest_seq"),
        CheckConstraint("ruling IN ('', 'upheld', 'dismissed', 'withdrawn')", name="ruling_known"),
        CheckConstraint("(ruling = '') = (ruled_seq IS NULL)", name="ruled_on_a_line"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    ballot_seq: Mapped[int]
    seq: Mapped[int]
    said: Mapped[str]
    contested_at: Mapped[datetime]
    ruling: Mapped[str]
    ruled_seq: Mapped[int | None]
    reason: Mapped[str]
    salt: Mapped[str]
    ruled_by: Mapped[str]
    ruled_at: Mapped[datetime | None]


def contest_of(session: Session, estate_id: int, consultation_id: int, seq: int) -> Contest | None:
    """The case that was begun on this line; None where there is none."""
    return session.scalar(
        select(Contest).where(
            Contest.estate_id == estate_id, Contest.consultation_id == consultation_id, Contest.seq == seq
        )
    )
