"""Recovery codes, which get somebody in who has lost their phone.

Hashing them is slow on purpose, so codes are made and compared outside any deed: meanwhile everybody can write.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from consult.domain.receipt import encode
from consult.domain.second_factor import RECOVERY_CODES, RECOVERY_LENGTH, recovery_typed
from consult.models.base import new_id
from consult.models.kept_secret import is_recovery_code, recovery_hash
from consult.models.second_factor import Owner, RecoveryCode

Kept = tuple[int, str]
"""A code that is unused: its row's id and its slow hash."""

Fresh = tuple[str, str]
"""A new code, and its slow hash."""


def _of(owner: Owner) -> ColumnElement[bool]:
    return (RecoveryCode.estate_id == owner[0]) & (RecoveryCode.staff_id == owner[1])


def recovery_left(session: Session, owner: Owner) -> int:
    """How many recovery codes are unused."""
    return session.scalar(select(func.count()).where(_of(owner), RecoveryCode.used_at.is_(None))) or 0


def fresh_recovery_codes(owner: Owner, *, secret: str) -> list[Fresh]:
    """Ten new codes, of which nothing is kept yet."""
    codes = [encode(secrets.randbits(5 * RECOVERY_LENGTH), RECOVERY_LENGTH) for _ in range(RECOVERY_CODES)]
    return [(code, recovery_hash(secret, owner[1], code)) for code in codes]


def keep_recovery_codes(session: Session, owner: Owner, fresh: Sequence[Fresh]) -> tuple[str, ...]:
    """Keep new codes and answer them as they are written down; those made before work no more."""
    session.execute(delete(RecoveryCode).where(_of(owner)))
    for _code, kept in fresh:
        session.add(RecoveryCode(estate_id=owner[0], id=new_id(), staff_id=owner[1], code_hash=kept, used_at=None))
    return tuple(f"{code[:5]}-{code[5:]}" for code, _kept in fresh)


def unused_recovery_codes(session: Session, owner: Owner) -> list[Kept]:
    """What a typed code is to be compared with."""
    rows = session.execute(
        select(RecoveryCode.id, RecoveryCode.code_hash).where(_of(owner), RecoveryCode.used_at.is_(None))
    )
    return [(row_id, kept) for row_id, kept in rows]


def recovery_code_meant(unused: Sequence[Kept], owner: Owner, typed: str, *, secret: str) -> int | None:
    """The row of the unused code that was typed, if it is one."""
    code = recovery_typed(typed)
    fitting = (row_id for row_id, kept in unused if code and is_recovery_code(secret, kept, owner[1], code))
    return next(fitting, None)


def use_recovery_code(session: Session, owner: Owner, row_id: int | None, *, now: datetime) -> bool:
    """Use a code up; False where it is none, or was used or replaced since it was compared."""
    wanted = select(RecoveryCode).where(_of(owner), RecoveryCode.id == row_id, RecoveryCode.used_at.is_(None))
    found = session.scalar(wanted.with_for_update()) if row_id is not None else None
    if found is None:
        return False
    found.used_at = now
    return True
