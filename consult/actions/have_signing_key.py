"""Deed: have a key with which the estate signs its receipts, before a consultation opens and names it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.base import deed, new_id
from consult.models.kept_secret import locked, unlocked
from consult.models.place import Estate
from consult.models.signing import KEY_PURPOSE, SigningKey, new_signing_pair, newest_signing_key


@deed
def have_signing_key(session: Session, estate_id: int, *, secret: str, now: datetime) -> None:
    """Make the estate's key unless there is one that this secret opens: one whose secret was lost signs no more."""
    # Two who come at once would make two keys: on PostgreSQL the estate's own row lets them wait their turn.
    if session.get(Estate, estate_id, with_for_update=True) is None or _has_one(session, estate_id, secret):
        return
    pair = new_signing_pair()
    session.add(
        SigningKey(
            estate_id=estate_id,
            id=new_id(),
            public=pair.public,
            private_locked=locked(secret, KEY_PURPOSE, pair.private),
            made_at=now,
        )
    )


def _has_one(session: Session, estate_id: int, secret: str) -> bool:
    newest = newest_signing_key(session, estate_id)
    try:
        return newest is not None and bool(unlocked(secret, KEY_PURPOSE, newest.private_locked))
    except Refusal:
        return False
