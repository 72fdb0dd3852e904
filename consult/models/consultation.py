"""The consultation and its questions; texts, rule and electorate stand still once it is announced."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.domain.objection import objections_end
from consult.domain.procedure import procedure_from_json
from consult.models.base import Base, OfEstate, belongs_to


class Consultation(OfEstate, Base):
    """The whole matter: its words, rule, scope and times. `code` is what a poster says.

    `procedure` holds what a draft says of its own, and from announcing on all that holds (see `domain.procedure`).
    Who announced, opened and closed it stays here: the published book names no member of staff.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'announced', 'open', 'closed')", name="state_known"),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        Index("ix_consultation_estate_state", "estate_id", "state"),
    )

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(unique=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft")
    title: Mapped[dict[str, Any]]
    intro: Mapped[dict[str, Any]]
    # Hash, sides and description (`domain.picture`); the bytes are in `consultation_picture`.
    picture: Mapped[dict[str, Any] | None]
    # What residents ask, with the agreed answers (`domain.agreed_answer`).
    answers: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    kind: Mapped[str]
    rule: Mapped[dict[str, Any]]
    basis: Mapped[str]
    scope: Mapped[list[Any]]
    secrecy: Mapped[str]
    channels: Mapped[list[Any]]
    procedure: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    notice_on: Mapped[date]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    text_hash: Mapped[str]
    # What it is about, its checklists and its siting (`domain.preparation`); nothing of it stands in the book.
    preparation: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    sheet_key: Mapped[str] = mapped_column(default="", server_default="")
    """Keeps the serials of its sheets out of the published book (`domain.serial.sheet_mark`); '' in older books."""
    ideas: Mapped[str] = mapped_column(default="", server_default="")
    """Whether residents are asked for ideas (`domain.idea.Asking`); '' in all that came before."""
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Which of a draft's saved texts this is: a save names the one it was made from."""
    changed_by: Mapped[str | None]
    changed_at: Mapped[datetime | None]
    roll_id: Mapped[int | None]
    electorate_heads: Mapped[int] = mapped_column(default=0)
    electorate_area: Mapped[int] = mapped_column(default=0)
    announced_at: Mapped[datetime | None]
    announced_by: Mapped[str | None]
    opened_at: Mapped[datetime | None]
    opened_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]
    closing_by: Mapped[str | None]
    """Who proposed to close it, where a second person has to: `closed_by` is that one then."""
    closing_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None]
    # Only what may be published by building and entrance (`domain.breakdown_json`); lists do not need it.
    breakdown: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)


def objections_until(consultation: Consultation, zone: tzinfo) -> datetime | None:
    """When its objection period ends, as its frozen rules of procedure say; None while it is not closed."""
    days = procedure_from_json(consultation.procedure).posted_days
    return objections_end(consultation.closed_at, zone, days=days)


class ConsultationQuestion(OfEstate, Base):
    """One question, numbered from 1; `definition` is the question as plain JSON (see `domain.question_json`)."""

    __tablename__ = "question"
    __table_args__ = (
        belongs_to("consultation", "consultation_id", on_delete="CASCADE"),
        Index("uq_question_number", "estate_id", "consultation_id", "number", unique=True),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    consultation_id: Mapped[int]
    number: Mapped[int]
    definition: Mapped[dict[str, Any]]
