"""Deeds: set up an app that shows codes. Its secret counts once a code from it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pyotp
from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.second_factor import SET_UP_LASTS
from consult.models.base import deed, new_id
from consult.models.kept_secret import locked
from consult.models.proving import APP_LOCK, code_app, takes_code
from consult.models.recovery_codes import (
    Fresh,
    fresh_recovery_codes,
    keep_recovery_codes,
    recovery_left,
)
from consult.models.second_factor import CodeApp, Owner


@deed
def begin_code_app(session: Session, owner: Owner, *, secret: str, now: datetime) -> None:
    """Make a fresh secret of 160 bits for an app; one that was begun before is forgotten, one in use stays in use."""
    estate_id, staff_id = owner
    mine = (CodeApp.estate_id == estate_id, CodeApp.staff_id == staff_id, CodeApp.confirmed_at.is_(None))
    session.execute(delete(CodeApp).where(*mine))
    kept = locked(secret, APP_LOCK, pyotp.random_base32().encode("ascii"))
    session.add(
        CodeApp(
            estate_id=estate_id,
            id=new_id(),
            staff_id=staff_id,
            secret_locked=kept,
            begun_at=now,
            confirmed_at=None,
            last_step=0,
        )
    )


def confirm_code_app(session: Session, owner: Owner, typed: str, *, secret: str, now: datetime) -> tuple[str, ...]:
    """Take the app into use, in place of one before; answers ten recovery codes where there are none, else nothing.

    Refuses `app-set-up-gone`, `wrong-second-factor`.
    """
    needs_codes = _take_into_use(session, owner, typed, secret=secret, now=now)
    return _keep_codes(session, owner, fresh_recovery_codes(owner, secret=secret)) if needs_codes else ()


@deed
def _take_into_use(session: Session, owner: Owner, typed: str, *, secret: str, now: datetime) -> bool:
    """Whether its owner has no recovery codes."""
    app = code_app(session, owner, confirmed=False, lock=True)
    if app is None or now - app.begun_at > SET_UP_LASTS:
        raise Refusal("app-set-up-gone")
    if not takes_code(app, typed, secret=secret, now=now):
        raise Refusal("wrong-second-factor")
    others = (CodeApp.estate_id == owner[0], CodeApp.staff_id == owner[1], CodeApp.id != app.id)
    session.execute(delete(CodeApp).where(*others))
    app.confirmed_at = now
    return not recovery_left(session, owner)


@deed
def _keep_codes(session: Session, owner: Owner, fresh: Sequence[Fresh]) -> tuple[str, ...]:
    return keep_recovery_codes(session, owner, fresh)
