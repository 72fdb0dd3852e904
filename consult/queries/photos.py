"""The photos that an estate keeps."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.electorate import ElectorRow
from consult.models.paper_sheet import PaperSheet
from consult.models.paper_taken import photo_from_the_door
from consult.models.photo import KeptPhoto


def jpeg_of(session: Session, estate_id: int, sha256: str) -> bytes | None:
    """The picture with this hash (hex); None where this estate keeps none, also if another one does."""
    return session.scalar(select(KeptPhoto.jpeg).where(KeptPhoto.estate_id == estate_id, KeptPhoto.sha256 == sha256))


def photo_of_sheet(session: Session, elector: ElectorRow) -> str:
    """The hash of the photo that is kept of an elector's sheet; '' where there is none."""
    keys = (elector.estate_id, elector.consultation_id)
    sheet = session.scalar(
        select(PaperSheet.photo_sha256).where(
            PaperSheet.estate_id == keys[0],
            PaperSheet.consultation_id == keys[1],
            PaperSheet.serial == elector.paper_serial,
        )
    )
    return sheet or photo_from_the_door(session, *keys, elector.paper_serial) or ""
