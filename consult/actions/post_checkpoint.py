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
    """Where a book stands: its last number and head, and whether a line was written for it now."""

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
    """
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    if consultation.state != State.OPEN.value:
        raise Refusal("no-checkpoint-now", code=consultation.code)
    newest = _newest(session, head)
    is_done = newest is not None and (newest[0] == head.seq or (once_a_day and newest[1] >= day.isoformat()))
    if not is_done:
        append(session, head, consultation.code, LineType.CHECKPOINT, payload(day, head.seq), at=now)
    is_secret = consultation.secrecy == Secrecy.UNNAMED.value
    return Posted(head.seq, head.head.hex(), is_new=not is_done, is_secret=is_secret)


def _newest(session: Session, head: BookHead) -> tuple[int, str] | None:
    """Number and day of the last checkpoint in the book."""
    found = session.execute(
        select(LedgerLine.seq, LedgerLine.entry)
        .where(
            LedgerLine.estate_id == head.estate_id,
            LedgerLine.consultation_id == head.consultation_id,
            LedgerLine.type == LineType.CHECKPOINT.value,
        )
        .order_by(LedgerLine.seq.desc())
        .limit(1)
    ).first()
    return None if found is None else (found.seq, json.loads(found.entry)["payload"]["day"])
