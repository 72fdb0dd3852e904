"""Deed: a household takes its objection to a result back, while nobody has decided about it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.result_objection import Outcome, refuse_decided
from consult.models.base import deed
from consult.models.result_objection import objection_of


@deed
def withdraw_objection(
    session: Session, estate_id: int, consultation_id: int, elector_id: int, number: int, *, now: datetime
) -> None:
    """Take it back. Refuses `unknown-objection` and `objection-decided`."""
    objection = objection_of(session, estate_id, consultation_id, number)
    if objection is None or objection.elector_id != elector_id:
        raise Refusal("unknown-objection")
    refuse_decided(objection.decided_at)
    objection.outcome, objection.decided_at = Outcome.WITHDRAWN.value, now
