"""Deed: give a visit a fresh question for a passkey to sign; a page that is only looked at must not do that."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.passkeys import Site, creation_options, new_challenge, request_options
from consult.models.proving import passkeys_of, staff_visit_row


@deed
def ask_passkey(session: Session, key: str, *, site: Site | None, is_half: bool, now: datetime) -> str:
    """What the browser needs to ask one of the person's passkeys, as JSON; refuses `passkey-unknown` without any."""
    visit = staff_visit_row(session, key, now, is_half=is_half)
    known = passkeys_of(session, (visit.estate_id, visit.subject_id)) if visit else []
    if visit is None or site is None or not known:
        raise Refusal("passkey-unknown")
    visit.challenge = new_challenge()
    return request_options(site, visit.challenge, known)


@deed
def ask_new_passkey(session: Session, key: str, *, site: Site | None, login: str, now: datetime) -> str:
    """What the browser needs to make a passkey, as JSON; refuses `second-sign-in-gone`."""
    visit = staff_visit_row(session, key, now, is_half=False)
    if visit is None or site is None:
        raise Refusal("second-sign-in-gone")
    who = (visit.estate_id, visit.subject_id)
    visit.challenge = new_challenge()
    return creation_options(site, visit.challenge, who=who, login=login, known=passkeys_of(session, who))
