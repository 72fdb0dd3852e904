"""Sealing a result in the book: TALLY the first time, REPUBLISH when a ballot was taken out or corrected later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.domain.ledger import LineType, fingerprint
from consult.models.base import new_id
from consult.models.book import BookHead, append
from consult.models.consultation import Consultation
from consult.models.earlier_result import EarlierResult


def seal_result(
    session: Session,
    head: BookHead,
    consultation: Consultation,
    result: dict[str, Any],
    breakdown: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Let this be the result from now on: its fingerprint stands on a line of its own; the one before it is kept."""
    earlier = consultation.result
    kind = LineType.TALLY if earlier is None else LineType.REPUBLISH
    line = append(session, head, consultation.code, kind, {"result": fingerprint(result)}, at=now)
    if earlier is not None:
        session.add(
            EarlierResult(
                estate_id=consultation.estate_id,
                id=new_id(),
                consultation_id=consultation.id,
                result=earlier,
                replaced_seq=line.seq,
                replaced_at=now,
            )
        )
    consultation.result = result
    consultation.breakdown = dict(breakdown)
