"""The photos that an estate keeps."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.photo import KeptPhoto


def jpeg_of(session: Session, estate_id: int, sha256: str) -> bytes | None:
    """The picture with this hash (hex); None where this estate keeps none, also if another one does."""
    return session.scalar(select(KeptPhoto.jpeg).where(KeptPhoto.estate_id == estate_id, KeptPhoto.sha256 == sha256))
