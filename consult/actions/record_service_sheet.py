"""Deed: type a delivery sheet back in: one attempt for each door that was visited, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.service import Attempt
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.service import ServiceAttempt, ServiceWithdrawal
from consult.models.service_log import note_attempt


@deed
def record_service_sheet(
    session: Session,
    estate_id: int,
    consultation_id: int,
    attempts: Mapping[int, Attempt],
    *,
    by: str,
    now: datetime,
) -> int:
    """Keep each elector's attempt, and answer how many were new: a line that stands in the log already is not doubled.

    Refuses `nobody-chosen`, `unknown-consultation` and what `note_attempt` does.
    """
    if not attempts:
        raise Refusal("nobody-chosen")
    consultation = session.get(Consultation, (estate_id, consultation_id), with_for_update={"key_share": True})
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    known = _known(session, consultation, attempts)
    fresh = {elector: attempt for elector, attempt in attempts.items() if _key(elector, attempt) not in known}
    for elector, attempt in fresh.items():
        note_attempt(session, consultation, (elector,), attempt, by=by, now=now)
    return len(fresh)


_Key = tuple[int, str, datetime, str, str, str]


def _key(elector: int, attempt: Attempt) -> _Key:
    """What makes two lines the same one: a button hit twice, or a sheet typed by two people."""
    notes = (attempt.recipient.strip(), attempt.relation.strip(), attempt.evidence.strip())
    return (elector, attempt.method.value, attempt.at, *notes)


def _known(session: Session, consultation: Consultation, attempts: Mapping[int, Attempt]) -> set[_Key]:
    taken_back = select(ServiceWithdrawal.attempt_id).where(
        ServiceWithdrawal.estate_id == consultation.estate_id, ServiceWithdrawal.consultation_id == consultation.id
    )
    rows = session.scalars(
        select(ServiceAttempt).where(
            ServiceAttempt.estate_id == consultation.estate_id,
            ServiceAttempt.consultation_id == consultation.id,
            ServiceAttempt.elector_id.in_(attempts.keys()),
            ServiceAttempt.id.not_in(taken_back),
        )
    )
    return {(row.elector_id, row.method, row.at, row.recipient, row.relation, row.evidence) for row in rows}
