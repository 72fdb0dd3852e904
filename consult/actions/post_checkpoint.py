"""Deed: write a checkpoint into an open book, so that what the board shows of a day stands in the book itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.checkpoint import payload
from consult.domain.consultation import State
from consult.domain.ledger import LineType
from consult.domain.privacy import Secrecy
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.book import BookHead, append, lock_book
from consult.models.consultation import Consultation
from consult.models.ledger import LedgerLine


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a book stands: its last number and head, and whether a line was written for it now.

    Of a secret poll it is where the book stood at the day's checkpoint, whatever followed.
    """

    seq: int
    head: str
    is_new: bool
    is_secret: bool = False
    """Whether the number is not for the board: of a secret poll it tells how many have answered."""


@deed
def post_checkpoint(
    session: Session, estate_id: int, consultation_id: int, *, day: date, once_a_day: bool, now: datetime
) -> Posted:
    """Write a CHECKPOINT line for a day of the estate; refuses `no-checkpoint-now`.

    None is written where nothing followed the last one, and with `once_a_day` where this day has one already.
    Of a secret poll there is one a day, whoever asks, how often and whether anything followed: else the fingerprint
    that changes, or does not, would tell who has just answered.
    """
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    if consultation.state != State.OPEN.value:
        raise Refusal("no-checkpoint-now", code=consultation.code)
    newest, is_secret = _newest(session, head), consultation.secrecy == Secrecy.UNNAMED.value
    if newest is not None:
        has_one, nothing_followed = newest.day >= day.isoformat(), newest.seq == head.seq
        if is_secret and has_one:
            return Posted(newest.seq, newest.head, is_new=False, is_secret=True)
        if not is_secret and (nothing_followed or (once_a_day and has_one)):
            return Posted(head.seq, head.head.hex(), is_new=False)
    append(session, head, consultation.code, LineType.CHECKPOINT, payload(day, head.seq), at=now)
    return Posted(head.seq, head.head.hex(), is_new=True, is_secret=is_secret)


@dataclass(frozen=True, slots=True)
class _Written:
    """A checkpoint in the book: its number, its day, and the head after it in hex."""

    seq: int
    day: str
    head: str


def _newest(session: Session, head: BookHead) -> _Written | None:
    """The last checkpoint in the book."""
    found = session.execute(
        select(LedgerLine.seq, LedgerLine.entry, LedgerLine.head)
        .where(
            LedgerLine.estate_id == head.estate_id,
            LedgerLine.consultation_id == head.consultation_id,
            LedgerLine.type == LineType.CHECKPOINT.value,
        )
        .order_by(LedgerLine.seq.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    return _Written(found.seq, json.loads(found.entry)["payload"]["day"], found.head.hex())
