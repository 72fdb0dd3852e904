"""Deed: note that a token was used, so that one which nobody uses any more is seen in the list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from consult.domain.api_token import USE_NOTED_EVERY
from consult.models.api_token import ApiToken
from consult.models.base import deed


@deed
def note_token_use(session: Session, estate_id: int, token_id: int, *, now: datetime) -> None:
    """Note the moment, unless another request has just done so."""
    session.execute(
        update(ApiToken)
        .where(ApiToken.estate_id == estate_id, ApiToken.id == token_id)
        .where(or_(ApiToken.used_at.is_(None), ApiToken.used_at <= now - USE_NOTED_EVERY))
        .values(used_at=now)
    )
