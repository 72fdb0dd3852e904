"""How staff prove who they are, for several deeds: codes of an app, passkeys, and what a try costs."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyotp
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from consult.domain.refusal import Refusal
from consult.domain.second_factor import SECOND_BUDGETS, Answered, digits_typed, steps_near
from consult.domain.sign_in import refuse_over_budget
from consult.domain.visit import Audience, key_hash
from consult.models.account import Visit
from consult.models.failures import failures, note_failure
from consult.models.kept_secret import keyed, unlocked
from consult.models.passkeys import Site, answering_key
from consult.models.second_factor import CodeApp, Owner, Passkey

APP_LOCK = "code app"
"""The purpose under which an app's secret is locked."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A try that has been paid for: whose, what `forgive` needs, and what a passkey was asked."""

    owner: Owner
    noted: tuple[int, ...]
    asked: str


def _of(table: type[CodeApp | Passkey], owner: Owner) -> ColumnElement[bool]:
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


def take_passkey(session: Session, visit: Visit, answer: str, *, asked: str, site: Site | None, now: datetime) -> None:
    """Note that a passkey has answered what it was asked; refuses `wrong-passkey`."""
    if site is None:
        raise Refusal("wrong-passkey")
    key, count = answering_key(site, asked, answer, passkeys_of(session, (visit.estate_id, visit.subject_id)))
    key.sign_count, key.used_at = count, now


def takes_shown(
    session: Session, visit: Visit, answered: Answered, tried: Tried, *, secret: str, site: Site | None, now: datetime
) -> bool:
    """Whether the answer is a passkey's or a code that the person's app shows; no recovery code.

    Refuses `wrong-passkey`, which says more than that something is wrong.
    """
    if answered.passkey:
        take_passkey(session, visit, answered.passkey, asked=tried.asked, site=site, now=now)
        return True
    app = code_app(session, (visit.estate_id, visit.subject_id), lock=True) if digits_typed(answered.typed) else None
    return takes_code(app, answered.typed, secret=secret, now=now)


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


def pay_for_try(session: Session, visit: Visit, *, secret: str, now: datetime) -> Tried:
    """Count a try as a failure before anything is compared. Refuses when over budget.

    Counted by account, not by address: who stands here knows the password already. What a passkey was asked is spent
    with the try, also where the answer turns out to be wrong: it is durable before the answer is looked at.
    """
    keys = {budget: keyed(secret, budget.name, f"{visit.estate_id} {visit.subject_id}") for budget in SECOND_BUDGETS}
    refuse_over_budget(failures(session, keys, now))
    asked, visit.challenge = visit.challenge, ""
    return Tried((visit.estate_id, visit.subject_id), note_failure(session, keys, now), asked)
