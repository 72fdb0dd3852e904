"""What a staff member proves themself with, as their own page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.second_factor import SET_UP_LASTS
from consult.models.kept_secret import unlocked
from consult.models.proving import APP_LOCK, code_app, passkeys_of
from consult.models.recovery_codes import recovery_left
from consult.models.second_factor import Owner


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """One passkey by its name."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """All of one person; `app_since` is when the app was taken into use, `codes_left` counts unused paper codes."""

    app_since: datetime | None
    passkeys: Sequence[PasskeyView]
    codes_left: int

    @property
    def are_set_up(self) -> bool:
        """Whether anything is asked besides the password."""
        return self.app_since is not None or bool(self.passkeys)


def second_factors(session: Session, owner: Owner) -> SecondFactors:
    """What somebody has set up."""
    app = code_app(session, owner)
    keys = [PasskeyView(key.id, key.name, key.added_at, key.used_at) for key in passkeys_of(session, owner)]
    return SecondFactors(app.confirmed_at if app else None, keys, recovery_left(session, owner))


def secret_being_set_up(session: Session, owner: Owner, *, secret: str, now: datetime) -> str | None:
    """The app's secret in base32 while it is being set up; None once it is in use or that took too long."""
    app = code_app(session, owner, confirmed=False)
    if app is None or now - app.begun_at > SET_UP_LASTS:
        return None
    return unlocked(secret, APP_LOCK, app.secret_locked).decode("ascii")
