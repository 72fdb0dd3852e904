"""Photos of sheets and of evidence: the same picture is kept once in an estate; the book names it by its hash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.domain.photo import Photo
from consult.models.base import Base, OfEstate, new_id


class KeptPhoto(OfEstate, Base):
    """One picture, re-encoded (`consult.scanning.photo`), with who brought it first and when."""

    __tablename__ = "photo"
    __table_args__ = (UniqueConstraint("estate_id", "sha256", name="uq_photo_once"),)

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    sha256: Mapped[str]
    jpeg: Mapped[bytes]
    kept_at: Mapped[datetime]
    kept_by: Mapped[str]


_INSERTS: dict[str, Any] = {
    "sqlite": sqlite.insert(KeptPhoto).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(KeptPhoto).on_conflict_do_nothing(),
}


def keep_photo(session: Session, estate_id: int, photo: Photo, *, by: str, now: datetime) -> int:
    """Keep a photo, once for the same picture, and answer its row's id. Part of a deed: the deed commits."""
    insert = _INSERTS[session.get_bind().dialect.name]
    row = {"estate_id": estate_id, "id": new_id(), "sha256": photo.sha256, "jpeg": photo.jpeg}
    # The named constraint decides, not a look beforehand: two people may send the same picture at once.
    session.execute(insert, row | {"kept_at": now, "kept_by": by})
    mine = (KeptPhoto.estate_id == estate_id, KeptPhoto.sha256 == photo.sha256)
    return session.scalars(select(KeptPhoto.id).where(*mine)).one()
