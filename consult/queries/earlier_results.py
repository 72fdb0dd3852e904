"""When a published result was counted anew, because a ballot was annulled or corrected after the count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.earlier_result import EarlierResult
from consult.queries.consultations import ConsultationView


@dataclass(frozen=True, slots=True)
class CountedAnew:
    """That a result took the place of another: on which line of the book, and when."""

    seq: int
    at: datetime


def counted_anew(session: Session, view: ConsultationView) -> list[CountedAnew]:
    """Every time that it was, the first one first."""
    rows = session.execute(
        select(EarlierResult.replaced_seq, EarlierResult.replaced_at)
        .where(EarlierResult.estate_id == view.estate.id, EarlierResult.consultation_id == view.id)
        .order_by(EarlierResult.replaced_seq)
    )
    return [CountedAnew(seq, at) for seq, at in rows]
