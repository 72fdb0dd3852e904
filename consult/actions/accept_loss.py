"""Deed: accept that a database went backwards, say so in every book that did, and let people vote again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal, reasons
from consult.models.base import deed
from consult.models.book import append, lock_book
from consult.models.consultation import Consultation
from consult.models.heads_apart import Gap

LONGEST_REASON = 500

reasons(loss_unexplained="a loss that is to be accepted without a reason, or with one that is too long")


@deed
def accept_loss(session: Session, lost: Sequence[Gap], *, reason: str, now: datetime) -> list[str]:
    """Write a LOSS line into each book that is still there, and answer their codes; refuses `loss-unexplained`.

    The reason is public. A book of which not even the first line is left has nothing to write on.
    """
    said = reason.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        raise Refusal("loss-unexplained")
    return [gap.code for gap in lost if _write(session, gap, said, now)]


def _write(session: Session, gap: Gap, reason: str, now: datetime) -> bool:
    found = session.scalar(select(Consultation).where(Consultation.code == gap.code))
    head = lock_book(session, found.estate_id, found.id) if found else None
    if head is None or head.seq == 0:
        return False
    told = {
        "lines": gap.remembered.seq,
        "head": gap.remembered.head,
        "kept": head.seq,
        "reason": reason,
        "nonce": secrets.token_hex(16),
    }
    append(session, head, gap.code, LineType.LOSS, told, at=now)
    return True
