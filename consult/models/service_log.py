"""Writing in the service log, from whichever door: the desk, or a phone that was on the stairs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.procedure import procedure_from_json
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt, check_attempt
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.service import ServiceAttempt


def note_attempt(
    session: Session, consultation: Consultation, electors: Collection[int], attempt: Attempt, *, by: str, now: datetime
) -> int:
    """Within a deed: keep one attempt for each elector, and answer how many; all of them or none.

    Refuses `unknown-elector`, `not-announced`, `already-closed` and what `check_attempt` does.
    """
    refuse_unless_running(consultation)
    made = check_attempt(
        attempt,
        announced_at=announced_at(consultation),
        closes_at=consultation.closes_at,
        now=now,
        silence_counts=procedure_from_json(consultation.procedure).deems,
    )
    wanted = set(electors)
    _refuse_strangers(session, consultation, wanted)
    session.add_all(_row(consultation, elector_id, made, by, now) for elector_id in sorted(wanted))
    return len(wanted)


def announced_at(consultation: Consultation) -> datetime:
    """When it was announced; before anybody noted that moment, the draft's own is the nearest that is known."""
    return consultation.announced_at or consultation.created_at


def refuse_unless_running(consultation: Consultation) -> None:
    """What silence meant is settled when the book is closed; nothing noted later could be held against anybody."""
    if consultation.state == State.DRAFT:
        raise Refusal("not-announced", code=consultation.code)
    if consultation.state == State.CLOSED:
        raise Refusal("already-closed", code=consultation.code)


def _refuse_strangers(session: Session, consultation: Consultation, wanted: set[int]) -> None:
    mine = (ElectorRow.estate_id == consultation.estate_id, ElectorRow.consultation_id == consultation.id)
    known = session.scalars(select(ElectorRow.id).where(*mine, ElectorRow.id.in_(wanted))).all()
    if not wanted.issubset(known):
        raise Refusal("unknown-elector")


def _row(consultation: Consultation, elector_id: int, attempt: Attempt, by: str, now: datetime) -> ServiceAttempt:
    return ServiceAttempt(
        estate_id=consultation.estate_id,
        consultation_id=consultation.id,
        elector_id=elector_id,
        method=attempt.method.value,
        at=attempt.at,
        recipient=attempt.recipient,
        relation=attempt.relation,
        evidence=attempt.evidence,
        photo=attempt.photo,
        recorded_by=by,
        recorded_at=now,
    )
