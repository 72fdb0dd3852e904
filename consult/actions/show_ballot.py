"""Deed: show the ballot to a household that says it answers as the owner: one of the ways of effective service.

Where tenants are asked too, signing in alone does not tell who is reading; elsewhere signing in is enough.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow


@deed
def show_ballot(session: Session, estate_id: int, consultation_id: int, elector_id: int, *, now: datetime) -> None:
    """Note when an owner first saw the open ballot; a second look changes nothing."""
    is_open = select(Consultation.id).where(
        Consultation.estate_id == estate_id,
        Consultation.id == consultation_id,
        Consultation.state == State.OPEN.value,
        Consultation.closes_at > now,
    )
    session.execute(
        update(ElectorRow)
        .where(
            ElectorRow.estate_id == estate_id,
            ElectorRow.id == elector_id,
            ElectorRow.consultation_id.in_(is_open),
            ElectorRow.served_at.is_(None),
        )
        .values(served_at=now)
    )
