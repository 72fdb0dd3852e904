"""Deed: the service receives a doorstep bundle: keeps every entry as it came, then lets each take effect by itself.

Keeping is one transaction and each effect another, so that one entry that cannot take effect, or a fault of ours,
never holds up its neighbours. Whatever arrives again is found by its fingerprint and left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.domain.doorstep.bundle import Envelope, HandedIn, fingerprint_of
from consult.domain.doorstep.outcome import TO_DECIDE, Status, status_of
from consult.domain.refusal import Refusal
from consult.models.base import deed, new_id
from consult.models.door_entry import Means, take_effect
from consult.models.doorstep import Device, DoorstepEntry
from consult.models.sealed_entry import is_signed
from consult.scanning.photo import cleaned
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.refusals import sentence

MOST_UNDECIDED = 1_000
"""Entries of one phone that may wait for a person: far more than a leader makes in a vote."""

_CATCH_UP = 50
"""Entries left waiting by an earlier fault that are tried again with every bundle."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose entries these are: a phone of an estate (device 0: of nobody known), and whether a file brought them."""

    estate_id: int
    device_id: int
    by_file: bool = False


def receive_doorstep_bundle(
    session: Session, sender: Sender, envelopes: Sequence[Envelope], *, secret: str, zone: tzinfo, now: datetime
) -> list[Exception]:
    """Keep all entries, let each take effect, and answer the faults of ours that kept some waiting.

    What became of each is asked afterwards (`queries.doorstep_entries`).
    """
    _keep(session, sender, envelopes, now)
    order = [envelope.fingerprint for envelope in envelopes]
    return let_waiting_take_effect(session, sender.estate_id, order, secret=secret, zone=zone, now=now)


def receive_doorstep_file(
    session: Session, estate_id: int, handed_in: HandedIn, *, secret: str, zone: tzinfo, now: datetime
) -> list[Exception]:
    """The same for a file that a phone wrote because it could not send; unsigned, its entries wait for a person."""
    device = session.get(Device, (estate_id, handed_in.device_id))
    is_genuine = device is not None and is_signed(device.public_key, handed_in.signature, handed_in.signed)
    sender = Sender(estate_id, handed_in.device_id if is_genuine else 0, by_file=True)
    return receive_doorstep_bundle(session, sender, handed_in.envelopes, secret=secret, zone=zone, now=now)


def let_waiting_take_effect(
    session: Session, estate_id: int, order: Sequence[str] = (), *, secret: str, zone: tzinfo, now: datetime
) -> list[Exception]:
    """Let every entry that waits take effect, each in its own transaction; answers the faults of ours.

    `order`: fingerprints in the order in which they were sent; of two ballots from one door the first one stands.
    """
    means = Means(secret, zone, cleaned)
    faults: list[Exception] = []
    for entry_id in _waiting(session, estate_id, order):
        try:
            _apply(session, estate_id, entry_id, means, now)
        except Exception as fault:  # a fault of ours: the entry stays kept and is tried again
            faults.append(fault)
    return faults


@deed
def keep_torn_bundle(session: Session, sender: Sender, body: bytes, *, zone: tzinfo, now: datetime) -> None:
    """Keep what cannot be read as it came, once, for the committee to look at."""
    _refuse_flood(session, sender)
    torn = Refusal("bundle-torn")
    row = _row(sender, Envelope("", "", "", body, b""), now) | {
        "status": status_of(torn).value,
        "reason": torn.reason,
        "sentence": {
            language: sentence(words_for(locale, zone), torn) for language, locale in (("zh", CHINESE), ("en", ENGLISH))
        },
    }
    _insert(session, row)


@deed
def _keep(session: Session, sender: Sender, envelopes: Sequence[Envelope], now: datetime) -> None:
    _refuse_flood(session, sender)
    for envelope in envelopes:
        _insert(session, _row(sender, envelope, now))
    _own(session, sender, envelopes)
    device = session.get(Device, (sender.estate_id, sender.device_id))
    if device is not None and not sender.by_file:
        device.seen_at = now


def _refuse_flood(session: Session, sender: Sender) -> None:
    """A stolen phone may go on sending, but not until the disk is full; refuses `too-many-undecided`."""
    undecided = select(func.count()).where(
        DoorstepEntry.estate_id == sender.estate_id,
        DoorstepEntry.device_id == sender.device_id,
        DoorstepEntry.status.in_([status.value for status in TO_DECIDE]),
    )
    if session.scalars(undecided).one() >= MOST_UNDECIDED:
        raise Refusal("too-many-undecided", most=MOST_UNDECIDED)


def _own(session: Session, sender: Sender, envelopes: Sequence[Envelope]) -> None:
    """What a file brought without a signature is the phone's own once the phone sends it itself."""
    if not sender.device_id:
        return
    session.execute(
        update(DoorstepEntry)
        .where(
            DoorstepEntry.estate_id == sender.estate_id,
            DoorstepEntry.fingerprint.in_([envelope.fingerprint for envelope in envelopes]),
            DoorstepEntry.device_id == 0,
            DoorstepEntry.status == Status.QUARANTINED.value,
        )
        .values(device_id=sender.device_id, status=Status.WAITING.value)
    )


_INSERTS: dict[str, Any] = {
    "sqlite": sqlite.insert(DoorstepEntry).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(DoorstepEntry).on_conflict_do_nothing(),
}


def _insert(session: Session, row: dict[str, Any]) -> None:
    session.execute(_INSERTS[session.get_bind().dialect.name], row)


def _row(sender: Sender, envelope: Envelope, now: datetime) -> dict[str, Any]:
    return {
        "estate_id": sender.estate_id,
        "id": new_id(),
        "device_id": sender.device_id,
        "submission_id": envelope.submission_id,
        "consultation": envelope.consultation,
        "key_id": envelope.key_id,
        "sealed": envelope.sealed,
        "bound": envelope.bound,
        "fingerprint": fingerprint_of(envelope.sealed),
        "by_file": sender.by_file,
        "received_at": now,
        "status": Status.WAITING.value,
    }


def _waiting(session: Session, estate_id: int, order: Sequence[str]) -> list[int]:
    """Entries that wait: those just sent in their order, then some that an earlier fault left behind."""
    mine = (DoorstepEntry.estate_id == estate_id, DoorstepEntry.status == Status.WAITING.value)
    columns = select(DoorstepEntry.fingerprint, DoorstepEntry.id).where(*mine)
    sent = {mark: key for mark, key in session.execute(columns.where(DoorstepEntry.fingerprint.in_(order)))}  # noqa: C416
    left = columns.where(DoorstepEntry.fingerprint.not_in(order)).order_by(DoorstepEntry.received_at).limit(_CATCH_UP)
    return [*(sent[mark] for mark in order if mark in sent), *(key for _mark, key in session.execute(left))]


@deed
def _apply(session: Session, estate_id: int, entry_id: int, means: Means, now: datetime) -> None:
    row = session.get(DoorstepEntry, (estate_id, entry_id), with_for_update=True)
    if row is not None and row.status == Status.WAITING.value:
        take_effect(session, row, means, now=now)
