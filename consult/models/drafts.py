"""A draft taken hold of: whoever changes it finds it as it is, and nobody announces it meanwhile."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.consultation import Consultation


def held_draft(session: Session, estate_id: int, consultation_id: int) -> Consultation:
    """The draft, locked until the deed ends; refuses `unknown-consultation` and `already-announced`."""
    consultation = session.get(Consultation, (estate_id, consultation_id), with_for_update=True)
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    if consultation.state != State.DRAFT:
        raise Refusal("already-announced", code=consultation.code)
    return consultation
