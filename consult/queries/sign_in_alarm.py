"""Whether somebody is guessing: an estate whose typed codes pause, and how many failed sign-ins there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.sign_in import ESTATE
from consult.models.account import SignInFailure
from consult.models.failures import estate_key


@dataclass(frozen=True, slots=True)
class Paused:
    """Typed codes wait: after how many failures within an hour, and until when if nobody fails any more."""

    failures: int
    until: datetime


def typed_codes_paused(session: Session, estate_id: int, *, secret: str, now: datetime) -> Paused | None:
    """The pause of an estate's typed codes, if there is one at this moment."""
    lately = session.scalars(
        select(SignInFailure.at)
        .where(
            SignInFailure.budget == ESTATE.name,
            SignInFailure.key == estate_key(secret, estate_id),
            SignInFailure.at > now - ESTATE.window,
        )
        .order_by(SignInFailure.at.desc())
    ).all()
    if len(lately) < ESTATE.most:
        return None
    return Paused(len(lately), lately[ESTATE.most - 1] + ESTATE.window)


def failures_lately(session: Session, now: datetime) -> int:
    """Failed sign-ins of households within the last hour, in all estates."""
    since = SignInFailure.at > now - ESTATE.window
    return session.scalar(select(func.count()).where(SignInFailure.budget == ESTATE.name, since)) or 0


def estates_paused(session: Session, now: datetime) -> int:
    """In how many estates typed codes wait at this moment."""
    full = (
        select(SignInFailure.key)
        .where(SignInFailure.budget == ESTATE.name, SignInFailure.at > now - ESTATE.window)
        .group_by(SignInFailure.key)
        .having(func.count() >= ESTATE.most)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(full)) or 0
