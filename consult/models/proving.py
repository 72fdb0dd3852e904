"""How staff prove who they are, for several deeds: codes of an app, recovery codes, passkeys, and what a try costs."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from typing import Any

import pyotp
from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from consult.domain.receipt import encode
from consult.domain.refusal import Refusal
from consult.domain.second_factor import (
    RECOVERY_CODES,
    RECOVERY_LENGTH,
    SECOND_BUDGETS,
    Answered,
    digits_typed,
    recovery_typed,
    steps_near,
)
from consult.domain.sign_in import refuse_over_budget
from consult.domain.visit import Audience, key_hash
from consult.models.account import Visit
from consult.models.base import new_id
from consult.models.failures import failures, note_failure
from consult.models.kept_secret import is_recovery_code, keyed, recovery_hash, unlocked
from consult.models.passkeys import Site, answering_key
from consult.models.second_factor import CodeApp, Passkey, RecoveryCode

APP_LOCK = "code app"
"""The purpose under which an app's secret is locked."""

Owner = tuple[int, int]
"""Whose: the estate's id and the staff member's."""


def _of(table: type[CodeApp | Passkey | RecoveryCode], owner: Owner) -> ColumnElement[bool]:
    return (table.estate_id == owner[0]) & (table.staff_id == owner[1])


def has_second_factor_of(estate_id: Any, staff_id: Any) -> ColumnElement[bool]:
    """Whether somebody (keys, or columns that hold them) has set up an app or a passkey, as part of a question."""
    owner = (estate_id, staff_id)
    return or_(
        exists().where(_of(CodeApp, owner), CodeApp.confirmed_at.is_not(None)), exists().where(_of(Passkey, owner))
    )


def has_second_factor(session: Session, owner: Owner) -> bool:
    """Whether somebody has set up an app or a passkey."""
    return bool(session.scalar(select(has_second_factor_of(*owner))))


def code_app(session: Session, owner: Owner, *, confirmed: bool = True, lock: bool = False) -> CodeApp | None:
    """The app in use, or the one being set up; a deed takes hold of it, so that a code counts once."""
    is_wanted = CodeApp.confirmed_at.is_not(None) if confirmed else CodeApp.confirmed_at.is_(None)
    wanted = select(CodeApp).where(_of(CodeApp, owner), is_wanted).order_by(CodeApp.begun_at.desc())
    return session.scalars(wanted.with_for_update() if lock else wanted).first()


def passkeys_of(session: Session, owner: Owner) -> list[Passkey]:
    """Somebody's passkeys, oldest first."""
    return list(session.scalars(select(Passkey).where(_of(Passkey, owner)).order_by(Passkey.added_at, Passkey.id)))


def recovery_left(session: Session, owner: Owner) -> int:
    """How many recovery codes are unused."""
    unused = select(func.count()).where(_of(RecoveryCode, owner), RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def new_recovery_codes(session: Session, owner: Owner, *, secret: str) -> tuple[str, ...]:
    """Ten fresh codes for somebody; those made before work no more."""
    session.execute(delete(RecoveryCode).where(_of(RecoveryCode, owner)))
    codes = [encode(secrets.randbits(5 * RECOVERY_LENGTH), RECOVERY_LENGTH) for _ in range(RECOVERY_CODES)]
    for code in codes:
        kept = recovery_hash(secret, owner[1], code)
        session.add(RecoveryCode(estate_id=owner[0], id=new_id(), staff_id=owner[1], code_hash=kept, used_at=None))
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def takes_code(app: CodeApp | None, typed: str, *, secret: str, now: datetime) -> bool:
    """Whether the app shows this code about now; its step, and those before it, are used up then."""
    digits = digits_typed(typed)
    if app is None or not digits:
        return False
    codes = pyotp.TOTP(unlocked(secret, APP_LOCK, app.secret_locked).decode("ascii"))
    for step in steps_near(now, last=app.last_step):
        if hmac.compare_digest(codes.generate_otp(step), digits):
            app.last_step = step
            return True
    return False


def takes_recovery_code(session: Session, owner: Owner, typed: str, *, secret: str, now: datetime) -> bool:
    """Whether this is an unused recovery code; it is used up then."""
    code = recovery_typed(typed)
    if not code:
        return False
    unused = select(RecoveryCode).where(_of(RecoveryCode, owner), RecoveryCode.used_at.is_(None)).with_for_update()
    for kept in session.scalars(unused):
        if is_recovery_code(secret, kept.code_hash, owner[1], code):
            kept.used_at = now
            return True
    return False


def take_passkey(session: Session, visit: Visit, answer: str, *, site: Site | None, now: datetime) -> None:
    """Note that a passkey has answered this visit's question; the question counts once. Refuses `wrong-passkey`."""
    asked, visit.challenge = visit.challenge, ""
    if site is None:
        raise Refusal("wrong-passkey")
    key, count = answering_key(site, asked, answer, passkeys_of(session, (visit.estate_id, visit.subject_id)))
    key.sign_count, key.used_at = count, now


def takes_second(
    session: Session, visit: Visit, answered: Answered, *, secret: str, site: Site | None, now: datetime
) -> bool:
    """Whether the answer is the person's second factor: a passkey's, a code of the app, or a recovery code.

    Refuses `wrong-passkey`, which says more than that something is wrong.
    """
    owner = (visit.estate_id, visit.subject_id)
    if answered.passkey:
        take_passkey(session, visit, answered.passkey, site=site, now=now)
        return True
    if digits_typed(answered.typed):
        return takes_code(code_app(session, owner, lock=True), answered.typed, secret=secret, now=now)
    return takes_recovery_code(session, owner, answered.typed, secret=secret, now=now)


def staff_visit_row(session: Session, key: str, now: datetime, *, is_half: bool) -> Visit | None:
    """The running visit of a key, whole or half, taken hold of until the deed ends."""
    wanted = select(Visit).where(
        Visit.key_hash == key_hash(key),
        Visit.audience == Audience.STAFF.value,
        Visit.ended_at.is_(None),
        Visit.expires_at > now,
        Visit.is_half.is_(is_half),
    )
    return session.scalar(wanted.with_for_update())


def pay_for_try(session: Session, visit: Visit, *, secret: str, now: datetime) -> tuple[int, ...]:
    """Count a try as a failure before anything is compared; answers what `forgive` needs. Refuses when over budget.

    Counted by account, not by address: who stands here knows the password already.
    """
    keys = {budget: keyed(secret, budget.name, f"{visit.estate_id} {visit.subject_id}") for budget in SECOND_BUDGETS}
    refuse_over_budget(failures(session, keys, now))
    return note_failure(session, keys, now)
