"""The pictures of consultations."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation_picture import ConsultationPicture
from consult.queries.consultations import ConsultationView


def picture_of(session: Session, view: ConsultationView) -> bytes | None:
    """The JPEG of a consultation's picture; None where it has none."""
    if view.picture is None:
        return None
    return session.scalars(
        select(ConsultationPicture.jpeg).where(
            ConsultationPicture.estate_id == view.estate.id,
            ConsultationPicture.consultation_id == view.id,
            ConsultationPicture.sha256 == view.picture.sha256,
        )
    ).one_or_none()
