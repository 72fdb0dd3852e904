"""Deed: note in the service log how ballots were brought to one or several electors, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.photo import keep_photo
from consult.models.service_log import note_attempt


@deed
def record_service(
    session: Session,
    estate_id: int,
    consultation_id: int,
    elector_ids: Collection[int],
    attempt: Attempt,
    *,
    by: str,
    now: datetime,
    photo: Photo | None = None,
) -> int:
    """Keep one attempt for each elector named, with the photo that proves it; answer how many. All of them or none.

    Refuses `nobody-chosen`, `unknown-elector`, `not-announced`, `already-closed` and what `check_attempt` does.
    """
    if not elector_ids:
        raise Refusal("nobody-chosen")
    consultation = session.get(Consultation, (estate_id, consultation_id), with_for_update={"key_share": True})
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    if photo is not None:
        keep_photo(session, estate_id, photo, by=by, now=now)
        attempt = replace(attempt, photo=photo.sha256)
    return note_attempt(session, consultation, elector_ids, attempt, by=by, now=now)
