"""Deed: set a paper ballot aside that came back but cannot count (spoilt, unsigned or blank)."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import State, refuse_ballot_unless_open
from consult.domain.counting.book_count import INVALID_REASONS
from consult.domain.ledger import LineType
from consult.domain.procedure import procedure_from_json
from consult.domain.refusal import Refusal, reasons
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.base import deed
from consult.models.book import BookHead, append, lock_book
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow

reasons(
    invalid_reason="given, known: a reason for setting a ballot aside that is not on the list",
)


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
    """Keep an invalid paper ballot for the figures; its household may still answer until closing."""
    if reason not in INVALID_REASONS:
        raise Refusal("invalid-reason", given=reason, known=INVALID_REASONS)
    head, consultation = _taking_sheets(session, estate_id, consultation_id, now)
    elector = _elector_of(session, estate_id, consultation_id, serial)
    _refuse_entered(session, estate_id, consultation_id, serial)
    payload = {"elector": elector.number, "serial": serial, "reason": reason, "nonce": secrets.token_hex(16)}
    append(session, head, consultation.code, LineType.INVALID, payload, at=now)
    session.add(
        UncountedBallot(
            estate_id=estate_id,
            consultation_id=consultation_id,
            elector_id=elector.id,
            submission_id=f"paper-{serial}",
            reason=reason,
            channel="paper",
            received_at=now,
            entered_by=by,
            paper_serial=serial,
            seq=head.seq,
        )
    )


def _taking_sheets(
    session: Session, estate_id: int, consultation_id: int, now: datetime
) -> tuple[BookHead, Consultation]:
    """The locked book and its consultation; refuses where no sheet is taken at this moment."""
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    refuse_ballot_unless_open(
        State(consultation.state),
        opens_at=consultation.opens_at,
        closes_at=consultation.closes_at,
        closed_at=consultation.closed_at,
        now=now,
        may_be_late=procedure_from_json(consultation.procedure).late_paper,
    )
    return head, consultation


def _elector_of(session: Session, estate_id: int, consultation_id: int, serial: str) -> ElectorRow:
    """Whose sheet carries this serial; refuses `unknown-serial`."""
    elector = session.scalar(
        select(ElectorRow).where(
            ElectorRow.estate_id == estate_id,
            ElectorRow.consultation_id == consultation_id,
            ElectorRow.paper_serial == serial,
        )
    )
    if elector is None:
        raise Refusal("unknown-serial", serial=serial)
    return elector


def _refuse_entered(session: Session, estate_id: int, consultation_id: int, serial: str) -> None:
    for table in (Ballot, UncountedBallot):
        entered = session.scalar(
            select(table.id).where(
                table.estate_id == estate_id,
                table.consultation_id == consultation_id,
                table.paper_serial == serial,
            )
        )
        if entered is not None:
            raise Refusal("paper-entered-already", serial=serial)
