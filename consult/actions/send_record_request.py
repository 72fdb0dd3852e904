"""Deed: a household asks about what is kept of it, or takes such a request back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.record_request import Reply, check_request, refuse_answered
from consult.domain.refusal import Refusal
from consult.models.base import deed, new_id
from consult.models.electorate import ElectorRow
from consult.models.record_request import RecordRequest, request_of, same_waiting, waiting_of


@dataclass(frozen=True, slots=True)
class Asking:
    """What a household asks for, and its words."""

    estate_id: int
    consultation_id: int
    elector_id: int
    wanted: str
    said: str = ""


@deed
def send_record_request(session: Session, asking: Asking, *, now: datetime) -> int:
    """Keep the request and answer its key; sent twice while it waits, it is one.

    Refuses `unknown-elector` and what `check_request` does.
    """
    # Requests of one household wait for each other here, so that counting and keeping are one step.
    elector = session.get(ElectorRow, (asking.estate_id, asking.elector_id), with_for_update=True)
    if elector is None or elector.consultation_id != asking.consultation_id:
        raise Refusal("unknown-elector")
    wanted, said = check_request(asking.wanted, asking.said, 0)
    if earlier := same_waiting(session, elector.estate_id, elector.id, wanted, said):
        return earlier.id
    check_request(wanted, said, waiting_of(session, elector.estate_id, elector.id))
    kept = RecordRequest(
        estate_id=elector.estate_id,
        id=new_id(),
        consultation_id=elector.consultation_id,
        elector_id=elector.id,
        wanted=wanted.value,
        said=said,
        asked_at=now,
        reply="",
        reason="",
        answered_by="",
    )
    session.add(kept)
    return kept.id


@deed
def withdraw_record_request(
    session: Session, estate_id: int, consultation_id: int, elector_id: int, request_id: int, *, now: datetime
) -> None:
    """Take a request back that waits. Refuses `unknown-request` and `request-answered`."""
    request = request_of(session, estate_id, consultation_id, request_id)
    if request is None or request.elector_id != elector_id:
        raise Refusal("unknown-request")
    refuse_answered(request.answered_at)
    request.reply, request.answered_at = Reply.WITHDRAWN.value, now
