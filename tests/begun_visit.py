"""A visit already begun, for tests that start behind the sign-in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.visit import Audience, new_key
from consult.models.account import Visit
from consult.models.base import deed


@deed
def begin_visit(
    session: Session,
    audience: Audience,
    *,
    estate_id: int,
    subject_id: int,
    consultation_id: int | None = None,
    now: datetime,
    is_half: bool = False,
) -> str:
    """Begin a visit and answer the key that the browser will hold."""
    key = new_key()
    session.add(
        Visit.begun(
            key,
            audience,
            estate_id=estate_id,
            subject_id=subject_id,
            consultation_id=consultation_id,
            now=now,
            is_half=is_half,
        )
    )
    return key
