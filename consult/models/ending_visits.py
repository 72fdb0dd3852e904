"""Ending the sign-ins of one staff member: from then on their keys lead nowhere, on every worker."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.domain.visit import Audience, key_hash
from consult.models.account import Visit
from consult.models.second_factor import Owner


def end_visits_of(
    session: Session, owner: Owner, *, now: datetime, but_key: str | None = None, handle: str | None = None
) -> int:
    """End the sign-ins that are open, all but that of `but_key`, or only the one named by `handle`; how many."""
    wanted = [
        Visit.estate_id == owner[0],
        Visit.audience == Audience.STAFF.value,
        Visit.subject_id == owner[1],
        Visit.ended_at.is_(None),
    ]
    if but_key is not None:
        wanted.append(Visit.key_hash != key_hash(but_key))
    if handle is not None:
        wanted.append(Visit.key_hash.startswith(handle, autoescape=True))
    ended = session.execute(update(Visit).where(*wanted).values(ended_at=now))
    return int(getattr(ended, "rowcount", 0))
