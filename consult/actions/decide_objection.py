"""Deed: the committee or a scrutineer decides an objection to a result, with the reason that the household reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.result_objection import check_decision
from consult.models.base import deed
from consult.models.result_objection import objection_of
from consult.queries.result_objections import concerned_by


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about the objection with this number, and why."""

    number: int
    outcome: str
    reason: str


@deed
def decide_objection(
    session: Session, estate_id: int, consultation_id: int, decision: Decision, *, by: str, now: datetime
) -> None:
    """Keep the decision; one that stands already is never written over.

    Refuses `unknown-objection` and what `check_decision` does.
    """
    objection = objection_of(session, estate_id, consultation_id, decision.number)
    if objection is None:
        raise Refusal("unknown-objection")
    outcome, reason = check_decision(
        decision.outcome, decision.reason, objection.decided_at, concerned_by(session, objection), by=by
    )
    objection.outcome, objection.reason = outcome.value, reason
    objection.decided_by, objection.decided_at = by, now
