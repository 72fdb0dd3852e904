"""Deed: note in the service log how ballots were brought to one or several electors, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt, check_attempt
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.service import ServiceAttempt


@deed
def record_service(
    session: Session,
    estate_id: int,
    consultation_id: int,
    elector_ids: Collection[int],
    attempt: Attempt,
    *,
    by: str,
    now: datetime,
) -> int:
    """Keep one attempt for each elector named, and answer how many; all of them or none.

    Refuses `nobody-chosen`, `unknown-elector`, `not-announced`, `already-closed` and what `check_attempt` does.
    """
    if not elector_ids:
        raise Refusal("nobody-chosen")
    consultation = session.get(Consultation, (estate_id, consultation_id), with_for_update={"key_share": True})
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    _refuse_unless_running(consultation)
    made = check_attempt(
        attempt,
        # Before anybody noted the moment of announcing, the draft's own is the nearest that is known.
        announced_at=consultation.announced_at or consultation.created_at,
        closes_at=consultation.closes_at,
        now=now,
    )
    wanted = set(elector_ids)
    _refuse_strangers(session, consultation, wanted)
    session.add_all(_row(consultation, elector_id, made, by, now) for elector_id in sorted(wanted))
    return len(wanted)


def _refuse_unless_running(consultation: Consultation) -> None:
    """What silence meant is settled when the book is closed; nothing noted later could be held against anybody."""
    if consultation.state == State.DRAFT:
        raise Refusal("not-announced", code=consultation.code)
    if consultation.state == State.CLOSED:
        raise Refusal("already-closed", code=consultation.code)


def _refuse_strangers(session: Session, consultation: Consultation, wanted: set[int]) -> None:
    mine = (ElectorRow.estate_id == consultation.estate_id, ElectorRow.consultation_id == consultation.id)
    known = session.scalars(select(ElectorRow.id).where(*mine)).all()
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
        recorded_by=by,
        recorded_at=now,
    )
