"""Deed: end a token: from then on it opens nothing, on every worker; its line stays in the list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.api_token import ApiToken
from consult.models.base import deed


@deed
def end_api_token(session: Session, estate_id: int, token_id: int, *, by: str, now: datetime) -> str:
    """End a token and answer its name; refuses `token-ended`, also for another estate's."""
    found = session.get(ApiToken, (estate_id, token_id), with_for_update=True)
    if found is None or found.ended_at is not None:
        raise Refusal("token-ended")
    found.ended_at, found.ended_by = now, by
    return found.name
