"""What the deed of a tenant's opinion asks of the rows that are kept."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.opinion import TenantOpinion

Door = tuple[str, str, str]


def sent_before(session: Session, estate_id: int, consultation_id: int, submission_id: str) -> TenantOpinion | None:
    """The opinion that this very submission left behind."""
    return session.scalar(
        select(TenantOpinion).where(
            TenantOpinion.estate_id == estate_id,
            TenantOpinion.consultation_id == consultation_id,
            TenantOpinion.submission_id == submission_id,
        )
    )


def given_for(session: Session, estate_id: int, consultation_id: int, home: Door) -> TenantOpinion | None:
    """The opinion of a home."""
    building, entrance, room = home
    return session.scalar(
        select(TenantOpinion).where(
            TenantOpinion.estate_id == estate_id,
            TenantOpinion.consultation_id == consultation_id,
            TenantOpinion.building == building,
            TenantOpinion.entrance == entrance,
            TenantOpinion.room == room,
        )
    )
