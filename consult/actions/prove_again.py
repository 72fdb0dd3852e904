"""Deed: show that it is still you, with the password or the second factor, before a deed that matters."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.passwords import LONGEST
from consult.domain.refusal import Refusal
from consult.domain.second_factor import Answered, digits_typed
from consult.models.account import Staff, Visit
from consult.models.base import deed
from consult.models.failures import forgive
from consult.models.kept_secret import is_password
from consult.models.passkeys import Site
from consult.models.proving import Tried, pay_for_try, staff_visit_row, takes_shown


def prove_again(
    session: Session, key: str, answered: Answered, *, secret: str, site: Site | None, now: datetime
) -> None:
    """Note in the visit that its holder proved who they are; `answered.typed` is the password or the app's code.

    Recovery codes are for lost phones only: they are too few to be spent on this.

    Refuses `second-sign-in-gone`, `too-many-sign-ins`, `wrong-proof`, `wrong-passkey`.
    """
    tried, kept = _pay(session, key, secret=secret, now=now)
    typed = unicodedata.normalize("NFKC", answered.typed[: 2 * LONGEST])
    # A password has more characters than a code. It is compared outside the deed: hashing is slow on purpose.
    is_known = not answered.passkey and not digits_typed(typed) and is_password(kept, typed)
    _note(session, key, answered, tried, is_known=is_known, secret=secret, site=site, now=now)


@deed
def _pay(session: Session, key: str, *, secret: str, now: datetime) -> tuple[Tried, str | None]:
    visit = _whole(session, key, now)
    tried = pay_for_try(session, visit, secret=secret, now=now)
    return tried, session.get_one(Staff, (visit.estate_id, visit.subject_id)).password_hash


@deed
def _note(
    session: Session,
    key: str,
    answered: Answered,
    tried: Tried,
    *,
    is_known: bool,
    secret: str,
    site: Site | None,
    now: datetime,
) -> None:
    visit = _whole(session, key, now)
    if not is_known and not takes_shown(session, visit, answered, tried, secret=secret, site=site, now=now):
        raise Refusal("wrong-proof")
    forgive(session, tried.noted, now)
    visit.proved_at = now


def _whole(session: Session, key: str, now: datetime) -> Visit:
    found = staff_visit_row(session, key, now, is_half=False)
    if found is None:
        raise Refusal("second-sign-in-gone")
    return found
