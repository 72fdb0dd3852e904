"""Deeds: take a second factor away: the app, one passkey, or all of somebody who is locked out; and new paper codes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.proving import has_second_factor
from consult.models.recovery_codes import Fresh, fresh_recovery_codes, keep_recovery_codes
from consult.models.second_factor import CodeApp, Owner, Passkey, RecoveryCode


@deed
def remove_code_app(session: Session, owner: Owner, *, must_have: bool) -> None:
    """Forget the app; refuses `last-second-factor` where nothing would be left and something must."""
    mine = (CodeApp.estate_id == owner[0], CodeApp.staff_id == owner[1])
    session.execute(delete(CodeApp).where(*mine))
    _refuse_none_left(session, owner, must_have=must_have)


@deed
def remove_passkey(session: Session, owner: Owner, passkey_id: int, *, must_have: bool) -> str:
    """Forget one passkey and answer its name; refuses `passkey-unknown`, `last-second-factor`."""
    found = session.get(Passkey, (owner[0], passkey_id))
    if found is None or found.staff_id != owner[1]:
        raise Refusal("passkey-unknown")
    session.delete(found)
    session.flush()
    _refuse_none_left(session, owner, must_have=must_have)
    return found.name


def renew_recovery_codes(session: Session, owner: Owner, *, secret: str) -> tuple[str, ...]:
    """Ten fresh recovery codes; those before work no more."""
    return _keep_codes(session, owner, fresh_recovery_codes(owner, secret=secret))


@deed
def _keep_codes(session: Session, owner: Owner, fresh: Sequence[Fresh]) -> tuple[str, ...]:
    return keep_recovery_codes(session, owner, fresh)


def _refuse_none_left(session: Session, owner: Owner, *, must_have: bool) -> None:
    if has_second_factor(session, owner):
        return
    if must_have:
        raise Refusal("last-second-factor")
    # Paper codes stand in for a second factor; without one they are none.
    session.execute(delete(RecoveryCode).where(RecoveryCode.estate_id == owner[0], RecoveryCode.staff_id == owner[1]))
