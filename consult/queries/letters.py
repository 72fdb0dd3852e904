"""Whom a letter's QR belongs to; asking changes nothing, however often a robot asks."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.receipt import TOKEN_LENGTH, fold, is_code
from consult.models.electorate import ElectorRow
from consult.models.kept_secret import token_hash
from consult.queries.visits import HouseholdVisit


def household_of_letter(session: Session, token: str, *, secret: str) -> HouseholdVisit | None:
    """The household that this letter would sign in, or None for a token never issued or replaced since."""
    folded = fold(token)
    if not is_code(folded, TOKEN_LENGTH):
        return None
    kept = token_hash(secret, folded)
    found = session.execute(
        select(ElectorRow.estate_id, ElectorRow.consultation_id, ElectorRow.id).where(ElectorRow.token_hash == kept)
    ).one_or_none()
    return None if found is None else HouseholdVisit(*found)
