"""Deed: register a passkey that the browser has just made."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.second_factor import check_key_name
from consult.models.base import deed, new_id
from consult.models.passkeys import Site, read_new_key
from consult.models.proving import new_recovery_codes, recovery_left, staff_visit_row
from consult.models.second_factor import Passkey


def add_passkey(
    session: Session, key: str, name: str, response: str, *, secret: str, site: Site | None, now: datetime
) -> tuple[str, ...]:
    """Keep the passkey under a name; answers ten recovery codes where there are none, else nothing.

    Refuses `passkey-name-missing`, `wrong-passkey`, `passkey-known`, `second-sign-in-gone`.
    """
    named = check_key_name(name)
    try:
        return _add(session, key, named, response, secret=secret, site=site, now=now)
    except IntegrityError as error:
        raise Refusal("passkey-known") from error


@deed
def _add(
    session: Session, key: str, name: str, response: str, *, secret: str, site: Site | None, now: datetime
) -> tuple[str, ...]:
    visit = staff_visit_row(session, key, now, is_half=False)
    if visit is None or site is None:
        raise Refusal("second-sign-in-gone")
    asked, visit.challenge = visit.challenge, ""
    made = read_new_key(site, asked, response)
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
    return () if recovery_left(session, owner) else new_recovery_codes(session, owner, secret=secret)
