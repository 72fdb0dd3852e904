"""Whether the keys to which phones seal open with this installation's secret, as they must after a restore."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.door_entry import KEY_PURPOSE
from consult.models.doorstep import EstateKey
from consult.models.kept_secret import unlocked


def keys_and_locked(session: Session, secret: str) -> tuple[int, int]:
    """How many keys there are, and how many of them this secret does not open."""
    kept = session.scalars(select(EstateKey.private_locked)).all()
    return len(kept), sum(not _opens(secret, one) for one in kept)


def _opens(secret: str, kept: bytes) -> bool:
    try:
        return bool(unlocked(secret, KEY_PURPOSE, kept))
    except Refusal:
        return False
