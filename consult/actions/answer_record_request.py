"""Deed: the committee answers what a household asked about its record, with the reason that the household reads."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.record_request import check_reply
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.record_request import request_of


@deed
def answer_record_request(
    session: Session,
    estate_id: int,
    consultation_id: int,
    request_id: int,
    reply: str,
    reason: str,
    *,
    by: str,
    now: datetime,
) -> None:
    """Keep the answer. Refuses `unknown-request` and what `check_reply` does."""
    request = request_of(session, estate_id, consultation_id, request_id)
    if request is None:
        raise Refusal("unknown-request")
    kept, said = check_reply(reply, reason, request.answered_at)
    request.reply, request.reason = kept.value, said
    request.answered_by, request.answered_at = by, now
