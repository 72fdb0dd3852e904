"""Ballots, and what arrived but could not be counted. The database holds the promise: one counted ballot each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to

ONE_COUNTED_BALLOT = "uq_ballot_one_counted"


class Ballot(OfEstate, Base):
    """One counted ballot. `answers` by question number; written answers are here only, their hash in the book."""

    __tablename__ = "ballot"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        UniqueConstraint("estate_id", "consultation_id", "elector_id", name=ONE_COUNTED_BALLOT),
        UniqueConstraint("estate_id", "consultation_id", "submission_id", name="uq_ballot_submission"),
        UniqueConstraint("estate_id", "consultation_id", "seq", name="uq_ballot_seq"),
        UniqueConstraint("estate_id", "consultation_id", "paper_serial", name="uq_ballot_paper_serial"),
        CheckConstraint("channel IN ('web', 'paper', 'doorstep', 'proxy')", name="channel_known"),
        CheckConstraint("(channel = 'paper') = (paper_serial IS NOT NULL)", name="paper_has_serial"),
        Index("uq_ballot_receipt", "receipt", unique=True),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    submission_id: Mapped[str]
    seq: Mapped[int]
    receipt: Mapped[str]
    channel: Mapped[str]
    answers: Mapped[dict[str, Any]]
    salt: Mapped[str]
    cast_at: Mapped[datetime]
    entered_by: Mapped[str]
    paper_serial: Mapped[str | None]


class UncountedBallot(OfEstate, Base):
    """A ballot that arrived but does not count: late, double or invalid; kept for the figures on the notice.

    Of a double one `answers` and the number of its line (`seq`) are kept, so that the conflict can be settled.
    """

    __tablename__ = "uncounted_ballot"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", "submission_id", name="uq_uncounted_submission"),
        CheckConstraint(
            "reason IN ('late', 'double', 'spoilt', 'unsigned', 'unauthorised', 'copied', 'blank')",
            name="reason_known",
        ),
        Index("ix_uncounted_reason", "estate_id", "consultation_id", "reason"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int | None]
    submission_id: Mapped[str]
    reason: Mapped[str]
    channel: Mapped[str]
    received_at: Mapped[datetime]
    entered_by: Mapped[str]
    paper_serial: Mapped[str | None]
    answers: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None]
    seq: Mapped[int | None]


class Settlement(OfEstate, Base):
    """How a conflict between two ballots of one elector was settled: the decision is in the book, its reasons are here.

    `seq` is the decision's own line, `duplicate` that of the second ballot it is about; `answers` are the second's
    where it counts. `evidence` is the hash of the kept photo of the statement or the sheet ('' for a decision from
    before it was asked for, or one that followed from a contest).
    """

    __tablename__ = "settlement"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        UniqueConstraint("estate_id", "consultation_id", "seq", name="uq_settlement_seq"),
        CheckConstraint("decision IN ('first-stands', 'second-counts', 'neither-counts')", name="decision_known"),
        Index("ix_settlement_elector", "estate_id", "consultation_id", "elector_id"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    seq: Mapped[int]
    duplicate: Mapped[int] = mapped_column(server_default="0")
    decision: Mapped[str]
    answers: Mapped[dict[str, Any] | None]
    salt: Mapped[str]
    reason: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="", server_default="")
    settled_by: Mapped[str]
    settled_at: Mapped[datetime]


class BuildingTurnout(OfEstate, Base):
    """Running count of a building, moved in the ballot's own transaction so that no page counts ballots."""

    __tablename__ = "building_turnout"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", "building", name="uq_building_turnout_building"),
        CheckConstraint("heads BETWEEN 0 AND heads_total AND area BETWEEN 0 AND area_total", name="part_of_whole"),
    )

    consultation_id: Mapped[int]
    building: Mapped[str]
    heads: Mapped[int] = mapped_column(default=0)
    area: Mapped[int] = mapped_column(default=0)
    heads_total: Mapped[int]
    area_total: Mapped[int]
