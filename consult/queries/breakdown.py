"""A closed consultation by building and entrance: what was kept of its count, which is only what may be published."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.breakdown_json import breakdown_from_json
from consult.domain.counting.breakdown import PublishedBreakdown
from consult.models.consultation import Consultation
from consult.queries.consultations import ConsultationView


def breakdown_of(session: Session, view: ConsultationView) -> PublishedBreakdown | None:
    """The breakdown of a closed consultation; None before, and where nothing may be told by part."""
    kept = session.scalar(
        select(Consultation.breakdown).where(Consultation.estate_id == view.estate.id, Consultation.id == view.id)
    )
    if kept is None:
        return None
    return breakdown_from_json(view.secrecy, kept) or None
