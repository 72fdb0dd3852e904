"""Receipts as signed promises: making the one of a line, and holding one that somebody kept against the book."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.domain.promise import Promise, SignedPromise
from consult.domain.refusal import Refusal
from consult.models.consultation import Consultation
from consult.models.kept_secret import unlocked
from consult.models.ledger import LedgerLine
from consult.models.signing import KEY_PURPOSE, SigningKey, is_signed, signature_of


def signed_promise(
    session: Session, estate_id: int, consultation_id: int, seq: int, *, secret: str
) -> SignedPromise | None:
    """The promise that line `seq` stands in its book; None where the book names no key, or its key does not open.

    The signature of a text is always the same, so that it is made when it is asked for and kept nowhere.
    """
    public = key_of_book(session, estate_id, consultation_id)
    promise = _promise(session, estate_id, consultation_id, seq)
    if public is None or promise is None:
        return None
    private = _private(session, estate_id, public, secret)
    return None if private is None else SignedPromise(promise, signature_of(private, promise.said))


def key_of_book(session: Session, estate_id: int, consultation_id: int) -> bytes | None:
    """The public key (32 bytes) that the first line of a book names; books begun before there were keys name none."""
    line = session.scalar(_line(estate_id, consultation_id, 1))
    named = json.loads(line.entry)["payload"].get("signing_key") if line else None
    return bytes.fromhex(named) if named else None


def _line(estate_id: int, consultation_id: int, seq: int) -> Select[LedgerLine]:
    return select(LedgerLine).where(
        LedgerLine.estate_id == estate_id, LedgerLine.consultation_id == consultation_id, LedgerLine.seq == seq
    )


def _promise(session: Session, estate_id: int, consultation_id: int, seq: int) -> Promise | None:
    line = session.scalar(_line(estate_id, consultation_id, seq))
    if line is None:
        return None
    entry = json.loads(line.entry)
    return Promise(entry["consultation"], seq, datetime.fromisoformat(entry["at"]), line.leaf, line.head)


def _private(session: Session, estate_id: int, public: bytes, secret: str) -> bytes | None:
    locked = session.scalar(
        select(SigningKey.private_locked).where(SigningKey.estate_id == estate_id, SigningKey.public == public)
    )
    try:
        return None if locked is None else unlocked(secret, KEY_PURPOSE, locked)
    except Refusal:
        return None


@dataclass(frozen=True, slots=True)
class PromiseCheck:
    """What became of a promise: whether it is ours, and whether the book keeps it.

    `last_seq` is how far the book reaches now; 0 where there is no such book. `title` is empty then.
    """

    promise: Promise
    key: str
    is_signed: bool
    is_kept: bool
    last_seq: int
    title: dict[str, str]
    is_closed: bool = False
    """Whether the book is closed, so that there is a root under which the line can be proved to lie."""


def check_promise(session: Session, signed: SignedPromise) -> PromiseCheck:
    """Hold a promise against the keys that were ever published here, and against the book as it stands now."""
    promise = signed.promise
    found = session.scalar(select(Consultation).where(Consultation.code == promise.consultation))
    keys = _keys(session, found)
    mine = next((key for key in keys if is_signed(key, signed.signature, promise.said)), None)
    return PromiseCheck(
        promise,
        key=(mine or b"").hex(),
        is_signed=mine is not None,
        is_kept=found is not None and _promise(session, found.estate_id, found.id, promise.seq) == promise,
        last_seq=_last_seq(session, found),
        title=dict(found.title) if found else {},
        is_closed=found is not None and found.closed_at is not None,
    )


def _keys(session: Session, found: Consultation | None) -> Collection[bytes]:
    """The key that the book names; where the book was begun anew or is gone, the other keys that it may have named."""
    if found is None:
        return session.scalars(select(SigningKey.public)).all()
    named = key_of_book(session, found.estate_id, found.id)
    others = session.scalars(select(SigningKey.public).where(SigningKey.estate_id == found.estate_id))
    return [*([named] if named else []), *others]


def _last_seq(session: Session, found: Consultation | None) -> int:
    if found is None:
        return 0
    newest = select(LedgerLine.seq).where(
        LedgerLine.estate_id == found.estate_id, LedgerLine.consultation_id == found.id
    )
    return session.scalar(newest.order_by(LedgerLine.seq.desc()).limit(1)) or 0
