"""The bytes of a consultation's picture; which one it is, and what it shows, stands with the consultation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, delete
from sqlalchemy.orm import Mapped, Session

from consult.domain.photo import Photo
from consult.domain.picture import Picture, kept_json
from consult.domain.question import Text
from consult.models.base import Base, OfEstate, belongs_to, new_id
from consult.models.consultation import Consultation


class ConsultationPicture(OfEstate, Base):
    """One picture a consultation, re-encoded (`consult.scanning.picture`), with who chose it and when."""

    __tablename__ = "consultation_picture"
    __table_args__ = (
        belongs_to("consultation", "consultation_id", on_delete="CASCADE"),
        Index("uq_picture_of_consultation", "estate_id", "consultation_id", unique=True),
    )

    consultation_id: Mapped[int]
    sha256: Mapped[str]
    jpeg: Mapped[bytes]
    kept_at: Mapped[datetime]
    kept_by: Mapped[str]


def keep_picture(
    session: Session, consultation: Consultation, photo: Photo, description: Text, *, by: str, now: datetime
) -> None:
    """Keep a picture in the place of the one before. Part of a deed: the deed renews the text's hash, and commits."""
    drop_picture(session, consultation)
    consultation.picture = kept_json(Picture(photo.sha256, photo.width, photo.height, description))
    session.add(
        ConsultationPicture(
            estate_id=consultation.estate_id,
            id=new_id(),
            consultation_id=consultation.id,
            sha256=photo.sha256,
            jpeg=photo.jpeg,
            kept_at=now,
            kept_by=by,
        )
    )


def drop_picture(session: Session, consultation: Consultation) -> None:
    """Let the picture go, bytes and all: what was chosen by mistake is not kept. Part of a deed."""
    consultation.picture = None
    session.execute(
        delete(ConsultationPicture).where(
            ConsultationPicture.estate_id == consultation.estate_id,
            ConsultationPicture.consultation_id == consultation.id,
        )
    )
