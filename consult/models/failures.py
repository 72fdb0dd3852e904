"""Failed sign-ins as they are counted: kept before the secret is looked at, forgiven when it was right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from consult.domain.sign_in import ESTATE, LONGEST_WINDOW, Budget, since
from consult.models.account import SignInFailure
from consult.models.base import new_id
from consult.models.kept_secret import keyed


def failures(session: Session, keys: Mapping[Budget, str], now: datetime) -> dict[Budget, int]:
    """How many failures stand against each budget's key at this moment."""
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
