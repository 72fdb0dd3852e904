"""Deed: register, before the end, the fingerprints of entries that a phone still holds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.consultation import State, refuse_ballot_unless_open
from consult.domain.doorstep.outcome import Status
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.batch import register, registered_of
from consult.models.book import lock_book
from consult.models.consultation import Consultation
from consult.models.door_entry import consultation_of
from consult.models.doorstep import DoorstepEntry
from consult.models.electorate import ElectorRow
from consult.models.walker import Walker, walker_of

FOR_EACH_DOOR = 3
"""Entries for each door of a round that a phone may have registered and not sent yet: a visit, one more, a ballot."""

AT_LEAST = 100
"""What every phone may have registered and not sent yet, however small its round."""


@deed
def register_fingerprints(
    session: Session, estate_id: int, device_id: int, code: str, fingerprints: Collection[str], *, now: datetime
) -> int | None:
    """Write those that are not known yet on one line of the book, and answer its number, if one was needed.

    Refuses `device-revoked`, `unknown-consultation`, `not-yet-open`, `closed` and `too-many-registered`.
    """
    walker = walker_of(session, estate_id, device_id)
    if walker is None or not walker.is_active:
        raise Refusal("device-revoked")
    consultation = consultation_of(session, estate_id, code)
    if consultation is None or lock_book(session, estate_id, consultation.id) is None:
        raise Refusal("unknown-consultation", code=code)
    # Asked again under the lock: it may have been closed since.
    session.refresh(consultation)
    refuse_ballot_unless_open(
        State(consultation.state),
        opens_at=consultation.opens_at,
        closes_at=consultation.closes_at,
        closed_at=consultation.closed_at,
        now=now,
    )
    settled = _settled(session, estate_id, fingerprints)
    with session.begin_nested():
        line = register(session, consultation, device_id, set(fingerprints) - settled, now=now)
        if line is not None:
            _refuse_flood(session, consultation, device_id, walker)
    return line


def _refuse_flood(session: Session, consultation: Consultation, device_id: int, walker: Walker) -> None:
    """The book is for ever: a phone may not fill it with what it never sends; refuses `too-many-registered`."""
    mine = (
        ElectorRow.estate_id == consultation.estate_id,
        ElectorRow.consultation_id == consultation.id,
        ElectorRow.building.in_(walker.buildings),
    )
    doors = session.scalars(select(func.count()).select_from(ElectorRow).where(*mine)).one()
    most = max(AT_LEAST, FOR_EACH_DOOR * doors)
    if registered_of(session, consultation, device_id) > most:
        raise Refusal("too-many-registered", most=most)


def _settled(session: Session, estate_id: int, fingerprints: Collection[str]) -> set[str]:
    """Those that arrived and came to something: they need no line."""
    rows = select(DoorstepEntry.fingerprint).where(
        DoorstepEntry.estate_id == estate_id,
        DoorstepEntry.fingerprint.in_(fingerprints),
        DoorstepEntry.status != Status.WAITING.value,
    )
    return set(session.scalars(rows))
