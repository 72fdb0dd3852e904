"""Staff who have a second factor already, for tests that start behind the sign-in; and what their app shows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pyotp
from sqlalchemy.orm import Session

from consult.domain.second_factor import step_of
from consult.models.account import Staff
from consult.models.base import new_id
from consult.models.kept_secret import locked
from consult.models.proving import APP_LOCK
from consult.models.second_factor import CodeApp
from tests.databases import SECRET

APP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SET_UP_AT = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


def give_second_factor(session: Session, staff: Staff) -> None:
    """Let somebody have an app whose secret these tests know."""
    session.add(
        CodeApp(
            estate_id=staff.estate_id,
            id=new_id(),
            staff_id=staff.id,
            secret_locked=locked(SECRET, APP_LOCK, APP_SECRET.encode()),
            begun_at=SET_UP_AT,
            confirmed_at=SET_UP_AT,
            last_step=0,
        )
    )


def shown(now: datetime, *, secret: str = APP_SECRET, steps: int = 0) -> str:
    """What the app shows now, or some steps of half a minute before or after."""
    moment = now + timedelta(seconds=30 * steps)
    return pyotp.TOTP(secret).generate_otp(step_of(moment))
