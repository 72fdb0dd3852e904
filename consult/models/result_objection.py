"""Objections to results, from households' pages and from paper, with what was decided about each."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from sqlalchemy import CheckConstraint, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session

from consult.domain.procedure import procedure_from_json
from consult.domain.result_objection import PostingDays, posting_days
from consult.models.base import Base, OfEstate, belongs_to
from consult.models.consultation import Consultation


class ResultObjection(OfEstate, Base):
    """One objection; `number` counts those of its consultation from 1, `outcome` is '' while it waits.

    From its own page a household has `elector_id`; from paper there is `raised_by`, as written, and `entered_by`.
    It stands beside the book and changes nothing in it.
    """

    __tablename__ = "result_objection"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        UniqueConstraint("estate_id", "consultation_id", "number", name="uq_result_objection_number"),
        CheckConstraint("matter IN ('ballot', 'count', 'roll', 'conduct', 'other')", name="matter_known"),
        CheckConstraint(
            "outcome IN ('', 'upheld', 'partly', 'not-upheld', 'passed-on', 'withdrawn')", name="outcome_known"
        ),
        CheckConstraint("(outcome = '') = (decided_at IS NULL)", name="decided_at_a_time"),
        CheckConstraint("(elector_id IS NULL) = (entered_by != '')", name="from_a_page_or_from_paper"),
    )

    consultation_id: Mapped[int]
    number: Mapped[int]
    elector_id: Mapped[int | None]
    raised_by: Mapped[str]
    entered_by: Mapped[str]
    matter: Mapped[str]
    said: Mapped[str]
    photo_sha256: Mapped[str]
    received_on: Mapped[date]
    raised_at: Mapped[datetime]
    outcome: Mapped[str]
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]


def posted(consultation: Consultation, zone: tzinfo) -> PostingDays | None:
    """The days on which its result is posted, as its frozen rules of procedure say; None while it is not closed."""
    return posting_days(consultation.closed_at, zone, days=procedure_from_json(consultation.procedure).posted_days)


def objection_of(session: Session, estate_id: int, consultation_id: int, number: int) -> ResultObjection | None:
    """The objection with this number, held until the deed ends; None where there is none.

    Two people who decide it at once come one after the other, and the second one reads what the first one wrote.
    """
    return session.scalars(
        select(ResultObjection)
        .where(
            ResultObjection.estate_id == estate_id,
            ResultObjection.consultation_id == consultation_id,
            ResultObjection.number == number,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def next_number(session: Session, estate_id: int, consultation_id: int) -> int:
    """The number of the next objection; the caller holds the consultation's row, so that nobody else takes it."""
    last = select(func.max(ResultObjection.number)).where(
        ResultObjection.estate_id == estate_id, ResultObjection.consultation_id == consultation_id
    )
    return (session.scalar(last) or 0) + 1


def waiting_of(session: Session, estate_id: int, elector_id: int) -> list[ResultObjection]:
    """The objections of a household that wait."""
    return list(
        session.scalars(
            select(ResultObjection).where(
                ResultObjection.estate_id == estate_id,
                ResultObjection.elector_id == elector_id,
                ResultObjection.outcome == "",
            )
        )
    )
