"""Deed: set a paper ballot aside that came back but cannot count (spoilt, unsigned or blank)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.consultation import State, refuse_ballot_unless_open
from consult.domain.procedure import procedure_from_json
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.book import BookHead, lock_book
from consult.models.consultation import Consultation
from consult.models.setting_aside import check_reason, elector_of_sheet, keep_invalid, refuse_entered


@deed
def set_aside_paper_ballot(
    session: Session,
    estate_id: int,
    consultation_id: int,
    serial: str,
    reason: str,
    *,
    by: str,
    now: datetime,
) -> None:
    """Keep an invalid paper ballot for the figures; its household may still answer until closing.

    Refuses `invalid-reason`, `unknown-serial`, `paper-entered-already`, what is not open, and `paper-keyed-twice`
    where two people must say so (`enter_paper_ballot`).
    """
    check_reason(reason)
    head, consultation = _taking_sheets(session, estate_id, consultation_id, now)
    elector = elector_of_sheet(session, estate_id, consultation_id, serial)
    refuse_entered(session, estate_id, consultation_id, serial)
    keep_invalid(session, head, consultation.code, elector, reason, by=by, now=now)


def _taking_sheets(
    session: Session, estate_id: int, consultation_id: int, now: datetime
) -> tuple[BookHead, Consultation]:
    """The locked book and its consultation; refuses where no sheet is taken at this moment, or by one person alone."""
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    procedure = procedure_from_json(consultation.procedure)
    refuse_ballot_unless_open(
        State(consultation.state),
        opens_at=consultation.opens_at,
        closes_at=consultation.closes_at,
        closed_at=consultation.closed_at,
        now=now,
        may_be_late=procedure.late_paper,
    )
    if procedure.paper_twice:
        raise Refusal("paper-keyed-twice")
    return head, consultation
