"""Deed: propose to close a binding vote; it is closed and counted once somebody else confirms.

Answering has ended by then, by the clock: whatever comes later is late, however long the second person takes.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.consultation import State, refuse_close_unless_due
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.book import lock_book
from consult.models.consultation import Consultation
from consult.queries.consultations import consultation_of_id
from consult.queries.reconciliation import refuse_unreconciled


@deed
def propose_closing(session: Session, estate_id: int, consultation_id: int, *, by: str, now: datetime) -> None:
    """Note who wants to close and when; a later proposal takes the place of an earlier one.

    Refuses `closes-later`, `sheets-not-reconciled`.
    """
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    refuse_close_unless_due(
        State(consultation.state),
        code=consultation.code,
        closes_at=consultation.closes_at,
        now=now,
        all_in=head.heads == consultation.electorate_heads,
    )
    refuse_unreconciled(session, consultation_of_id(session, estate_id, consultation_id))
    consultation.closing_by, consultation.closing_at = by, now
