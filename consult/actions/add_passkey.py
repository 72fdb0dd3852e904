"""Deed: register a passkey that the browser has just made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.second_factor import check_key_name
from consult.models.base import deed, new_id
from consult.models.passkeys import NewKey, Site, read_new_key
from consult.models.proving import staff_visit_row
from consult.models.recovery_codes import (
    Fresh,
    fresh_recovery_codes,
    keep_recovery_codes,
    recovery_left,
)
from consult.models.second_factor import Owner, Passkey


def add_passkey(
    session: Session, key: str, name: str, response: str, *, secret: str, site: Site | None, now: datetime
) -> tuple[str, ...]:
    """Keep the passkey under a name; answers ten recovery codes where there are none, else nothing.

    Refuses `passkey-name-missing`, `wrong-passkey`, `passkey-known`, `second-sign-in-gone`.
    """
    named = check_key_name(name)
    owner, asked = _take_question(session, key, site=site, now=now)
    if site is None:
        raise Refusal("second-sign-in-gone")
    made = read_new_key(site, asked, response)
    try:
        needs_codes = _add(session, key, named, made, now=now)
    except IntegrityError as error:
        raise Refusal("passkey-known") from error
    return _keep_codes(session, owner, fresh_recovery_codes(owner, secret=secret)) if needs_codes else ()


@deed
def _take_question(session: Session, key: str, *, site: Site | None, now: datetime) -> tuple[Owner, str]:
    """What the visit's browser was asked; it is spent, whatever the answer is."""
    visit = staff_visit_row(session, key, now, is_half=False)
    if visit is None or site is None:
        raise Refusal("second-sign-in-gone")
    asked, visit.challenge = visit.challenge, ""
    return (visit.estate_id, visit.subject_id), asked


@deed
def _add(session: Session, key: str, name: str, made: NewKey, *, now: datetime) -> bool:
    """Keep the key and answer whether its owner has no recovery codes."""
    visit = staff_visit_row(session, key, now, is_half=False)
    if visit is None:
        raise Refusal("second-sign-in-gone")
    owner = (visit.estate_id, visit.subject_id)
    session.add(
        Passkey(
            estate_id=owner[0],
            id=new_id(),
            staff_id=owner[1],
            name=name,
            credential=made.credential,
            public_key=made.public_key,
            sign_count=made.sign_count,
            added_at=now,
            used_at=None,
        )
    )
    session.flush()
    return not recovery_left(session, owner)


@deed
def _keep_codes(session: Session, owner: Owner, fresh: Sequence[Fresh]) -> tuple[str, ...]:
    return keep_recovery_codes(session, owner, fresh)
