"""Totals over all estates, for whoever runs the service."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.ledger import LedgerHead


def consultations_by_state(session: Session) -> dict[str, int]:
    """How many consultations stand in each state; states without any are left out."""
    return dict(session.execute(select(Consultation.state, func.count()).group_by(Consultation.state)).all())


def counted_ballots(session: Session) -> int:
    """All counted ballots of named consultations, from the running counts: no ballot is counted for a dashboard."""
    total = session.scalar(
        select(func.coalesce(func.sum(LedgerHead.heads), 0))
        .join(
            Consultation,
            (Consultation.estate_id == LedgerHead.estate_id) & (Consultation.id == LedgerHead.consultation_id),
        )
        .where(Consultation.secrecy == "named")
    )
    return int(total or 0)
