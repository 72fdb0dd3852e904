"""Batches: fingerprints of entries that phones still hold, written into the book before the end.

Without them nobody could tell an evening's visits that a cellar kept from the network from those made up after it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.domain.doorstep.outcome import Status
from consult.domain.ledger import LineType
from consult.domain.privacy import Secrecy
from consult.domain.refusal import Refusal
from consult.models.base import new_id
from consult.models.book import append, lock_book
from consult.models.consultation import Consultation
from consult.models.doorstep import DoorstepEntry, RegisteredFingerprint


def register(
    session: Session, consultation: Consultation, device_id: int, fingerprints: Collection[str], *, now: datetime
) -> int | None:
    """Within a deed, while it is open: write those not yet known on one line, and answer its number, if any.

    The book of a secret poll says who took part and nothing else; what a phone holds of it never counts after the end.
    """
    if consultation.secrecy == Secrecy.UNNAMED:
        return None
    head = lock_book(session, consultation.estate_id, consultation.id)
    if head is None:
        raise Refusal("unknown-consultation", code=consultation.code)
    new = sorted(set(fingerprints) - _known(session, consultation, fingerprints))
    if not new:
        return None
    line = append(session, head, consultation.code, LineType.BATCH, {"fingerprints": new}, at=now)
    session.add_all(
        RegisteredFingerprint(
            estate_id=consultation.estate_id,
            id=new_id(),
            consultation_id=consultation.id,
            device_id=device_id,
            fingerprint=fingerprint,
            seq=line.seq,
            registered_at=now,
        )
        for fingerprint in new
    )
    session.flush()
    return line.seq


def _known(session: Session, consultation: Consultation, fingerprints: Collection[str]) -> set[str]:
    rows = select(RegisteredFingerprint.fingerprint).where(
        RegisteredFingerprint.estate_id == consultation.estate_id,
        RegisteredFingerprint.consultation_id == consultation.id,
        RegisteredFingerprint.fingerprint.in_(fingerprints),
    )
    return set(session.scalars(rows))


def has_not_come(estate_id: int) -> ColumnElement[bool]:
    """The condition that a registered entry of this estate has not come to anything yet."""
    came = select(DoorstepEntry.fingerprint).where(
        DoorstepEntry.estate_id == estate_id, DoorstepEntry.status != Status.WAITING.value
    )
    return RegisteredFingerprint.fingerprint.not_in(came)


def registered_of(session: Session, consultation: Consultation, device_id: int) -> int:
    """How many entries this phone has registered that have not come to anything yet."""
    mine = (
        RegisteredFingerprint.estate_id == consultation.estate_id,
        RegisteredFingerprint.consultation_id == consultation.id,
        RegisteredFingerprint.device_id == device_id,
        has_not_come(consultation.estate_id),
    )
    return session.scalars(select(func.count()).select_from(RegisteredFingerprint).where(*mine)).one()


def registration(session: Session, consultation: Consultation, fingerprint: str) -> RegisteredFingerprint | None:
    """The registration of one entry, if it was registered before the end."""
    return session.scalar(
        select(RegisteredFingerprint).where(
            RegisteredFingerprint.estate_id == consultation.estate_id,
            RegisteredFingerprint.consultation_id == consultation.id,
            RegisteredFingerprint.fingerprint == fingerprint,
            RegisteredFingerprint.registered_at < consultation.closes_at,
        )
    )
