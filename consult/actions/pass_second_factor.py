"""Deed: finish signing in with the second factor. The visit gets a new key; the half one ends.

A try costs a failure before anything is compared, and gets it back when it was right (see `sign_in_staff`). Recovery
codes are compared between the two deeds: hashing is slow on purpose, and nobody else's ballot waits for it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.second_factor import Answered, recovery_typed
from consult.domain.visit import Audience, new_key
from consult.models.account import Visit
from consult.models.base import deed
from consult.models.failures import forgive
from consult.models.passkeys import Site
from consult.models.proving import Tried, pay_for_try, staff_visit_row, takes_shown
from consult.models.recovery_codes import Kept, recovery_code_meant, unused_recovery_codes, use_recovery_code


def pass_second_factor(
    session: Session, key: str, answered: Answered, *, secret: str, site: Site | None, now: datetime
) -> str:
    """Begin the whole visit of a half one and answer its key.

    Refuses `second-sign-in-gone`, `too-many-sign-ins`, `wrong-second-factor`, `wrong-passkey`.
    """
    tried, unused = _pay(session, key, answered, secret=secret, now=now)
    recovery = recovery_code_meant(unused, tried.owner, answered.typed, secret=secret)
    return _enter(session, key, answered, tried, recovery, secret=secret, site=site, now=now)


@deed
def _pay(session: Session, key: str, answered: Answered, *, secret: str, now: datetime) -> tuple[Tried, list[Kept]]:
    tried = pay_for_try(session, _half(session, key, now), secret=secret, now=now)
    is_recovery = not answered.passkey and bool(recovery_typed(answered.typed))
    return tried, unused_recovery_codes(session, tried.owner) if is_recovery else []


@deed
def _enter(
    session: Session,
    key: str,
    answered: Answered,
    tried: Tried,
    recovery: int | None,
    *,
    secret: str,
    site: Site | None,
    now: datetime,
) -> str:
    half = _half(session, key, now)
    if not takes_shown(session, half, answered, tried, secret=secret, site=site, now=now) and not use_recovery_code(
        session, tried.owner, recovery, now=now
    ):
        raise Refusal("wrong-second-factor")
    forgive(session, tried.noted, now)
    half.ended_at = now
    whole = new_key()
    ids = {"estate_id": half.estate_id, "subject_id": half.subject_id}
    session.add(Visit.begun(whole, Audience.STAFF, now=now, browser=half.browser, is_half=False, **ids))
    return whole


def _half(session: Session, key: str, now: datetime) -> Visit:
    found = staff_visit_row(session, key, now, is_half=True)
    if found is None:
        raise Refusal("second-sign-in-gone")
    return found
