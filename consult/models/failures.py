"""Failed sign-ins as they are counted: kept before the secret is looked at, forgiven when it was right.

Counting and noting are one step: SQLite has one writer, and on PostgreSQL whoever counts against the same key waits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from consult.domain.sign_in import ESTATE, LONGEST_WINDOW, Budget, since
from consult.models.account import SignInFailure
from consult.models.base import new_id
from consult.models.kept_secret import keyed


def failures(session: Session, keys: Mapping[Budget, str], now: datetime) -> dict[Budget, int]:
    """How many failures stand against each budget's key; nobody else counts these until the transaction ends."""
    _wait_for_others(session, keys.values())
    starts = since(keys, now)
    return {
        budget: session.scalar(
            select(func.count()).where(
                SignInFailure.budget == budget.name,
                SignInFailure.key == key,
                SignInFailure.at > starts[budget],
            )
        )
        or 0
        for budget, key in keys.items()
    }


def _wait_for_others(session: Session, keys: Iterable[str]) -> None:
    if session.get_bind().dialect.name != "postgresql":
        return
    # In one order, so that two who want the same two never each hold one of them.
    numbers = sorted(int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True) for key in keys)
    for number in numbers:
        session.execute(select(func.pg_advisory_xact_lock(number)))


def estate_key(secret: str, estate_id: int) -> str:
    """The key that an estate's failures stand against."""
    return keyed(secret, ESTATE.name, str(estate_id))


def note_failure(session: Session, keys: Mapping[Budget, str], now: datetime) -> tuple[int, ...]:
    """Count a failure against every budget; answers what `forgive` needs."""
    rows = [{"id": new_id(), "budget": budget.name, "key": key, "at": now} for budget, key in keys.items()]
    session.execute(insert(SignInFailure), rows)
    return tuple(int(row["id"]) for row in rows if isinstance(row["id"], int))


def forgive(session: Session, noted: Sequence[int], now: datetime) -> None:
    """Take back a failure that was none, and sweep those that count nowhere any more."""
    session.execute(
        delete(SignInFailure).where(SignInFailure.id.in_(noted) | (SignInFailure.at <= now - LONGEST_WINDOW))
    )
