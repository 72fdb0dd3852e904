"""Deed: write in the book what comparing the whole sample found; afterwards no finding changes any more."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal
from consult.models.audit import AuditSample
from consult.models.base import deed
from consult.models.book import append, lock_book
from consult.models.consultation import Consultation
from consult.queries.audit import sample_of


@deed
def publish_audit(session: Session, estate_id: int, consultation_id: int, *, by: str, now: datetime) -> None:
    """Write how many were compared, agreed and differed, once.

    Refuses `audit-list-missing`, `audit-not-drawn`, `audit-published` and `audit-left`.  `by` is for the log of deeds.
    """
    head = lock_book(session, estate_id, consultation_id)
    mine = (AuditSample.estate_id == estate_id, AuditSample.consultation_id == consultation_id)
    row = session.scalar(select(AuditSample).where(*mine).with_for_update())
    sample = sample_of(session, estate_id, consultation_id)
    if head is None or row is None or sample is None:
        raise Refusal("audit-list-missing")
    # A sample fixed before there was a line for it has none that its result could follow.
    if row.seed_seq is None:
        raise Refusal("audit-not-drawn")
    if row.result_seq is not None:
        raise Refusal("audit-published")
    agree, differ = sample.found(agrees=True), sample.found(agrees=False)
    if left := sample.size - agree - differ:
        raise Refusal("audit-left", left=left)
    payload = {"seed": row.seed_seq, "compared": sample.size, "agree": agree, "differ": differ}
    code = session.get_one(Consultation, (estate_id, consultation_id)).code
    nonce = {"nonce": secrets.token_hex(16)}
    row.result_seq = append(session, head, code, LineType.AUDIT_RESULT, payload | nonce, at=now).seq
