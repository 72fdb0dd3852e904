"""Deed: take a turn at having a photo of posters read; paid before any of it is decoded, and not given back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.patrol import LOOKS, LOOKS_OF_ESTATE
from consult.domain.sign_in import refuse_over_budget
from consult.models.base import deed
from consult.models.failures import failures, note_failure
from consult.models.kept_secret import keyed


@deed
def begin_patrol(session: Session, estate_id: int, staff_id: int, *, secret: str, now: datetime) -> None:
    """Count a photo against its sender and the estate; refuses `too-many-patrols`."""
    keys = {
        LOOKS: keyed(secret, LOOKS.name, f"{estate_id} {staff_id}"),
        LOOKS_OF_ESTATE: keyed(secret, LOOKS_OF_ESTATE.name, str(estate_id)),
    }
    refuse_over_budget(failures(session, keys, now))
    note_failure(session, keys, now)
