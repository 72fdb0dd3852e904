"""Deed: fix the list of entered paper ballots from which a sample will be drawn, before anybody throws its seed."""

from __future__ import annotations

import secrets
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from consult.domain.audit import USUAL_CONFIDENCE, USUAL_SHARE, list_fingerprint, sample_size
from consult.domain.consultation import State
from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal
from consult.models.audit import AuditSample
from consult.models.base import deed, new_id
from consult.models.book import append, lock_book
from consult.models.consultation import Consultation
from consult.queries.audit import sample_row, settled_serials


@deed
def fix_audit_list(
    session: Session,
    estate_id: int,
    consultation_id: int,
    *,
    by: str,
    now: datetime,
    share: Fraction = USUAL_SHARE,
    confidence: Fraction = USUAL_CONFIDENCE,
) -> int:
    """Fix list and size, once, write them in the book, and answer the size.

    Refuses `audit-not-closed`, `audit-list-fixed`, `audit-nothing` and what `sample_size` does.
    """
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    if consultation.state != State.CLOSED:
        raise Refusal("audit-not-closed", code=consultation.code)
    if sample_row(session, estate_id, consultation_id) is not None:
        raise Refusal("audit-list-fixed")
    serials = settled_serials(session, estate_id, consultation_id)
    if not serials:
        raise Refusal("audit-nothing")
    row = AuditSample(
        estate_id=estate_id,
        id=new_id(),
        consultation_id=consultation_id,
        serials=serials,
        share=str(share),
        confidence=str(confidence),
        size=sample_size(len(serials), share, confidence),
        fixed_by=by,
        fixed_at=now,
        salt=secrets.token_hex(16),
    )
    row.list_seq = append(session, head, consultation.code, LineType.AUDIT_LIST, _payload(row), at=now).seq
    session.add(row)
    return row.size


def _payload(row: AuditSample) -> dict[str, Any]:
    return {
        "fingerprint": list_fingerprint(row.serials, row.salt),
        "listed": len(row.serials),
        "share": row.share,
        "confidence": row.confidence,
        "size": row.size,
        "nonce": secrets.token_hex(16),
    }
