"""Deed: the committee asks residents for ideas before voting opens, or ends the asking."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.idea import Asking, refuse_unasked
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.consultation import Consultation


@deed
def ask_for_ideas(session: Session, estate_id: int, consultation_id: int, *, now: datetime) -> None:
    """Ask from now on until voting opens. Refuses `unknown-consultation`, `not-announced` and `ideas-ended`.

    Nobody is asked unless somebody chose to: ideas that no one reads are worse than none asked for.
    """
    consultation = _of(session, estate_id, consultation_id)
    if consultation.state == State.DRAFT:
        raise Refusal("not-announced", code=consultation.code)
    refuse_unasked(Asking.ASKED, State(consultation.state), consultation.opens_at, now)
    consultation.ideas = Asking.ASKED.value


@deed
def end_asking_for_ideas(session: Session, estate_id: int, consultation_id: int) -> None:
    """Take no more; what was let through stays to be read. Refuses `unknown-consultation`."""
    consultation = _of(session, estate_id, consultation_id)
    if consultation.ideas == Asking.ASKED:
        consultation.ideas = Asking.ENDED.value


def _of(session: Session, estate_id: int, consultation_id: int) -> Consultation:
    consultation = session.get(Consultation, (estate_id, consultation_id), with_for_update=True)
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    return consultation
