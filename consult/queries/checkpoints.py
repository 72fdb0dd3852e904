"""Checkpoints of a book: those written into it, and one from the board held against it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.checkpoint import Mark
from consult.domain.consultation import State
from consult.domain.ledger import LineType
from consult.models.consultation import Consultation
from consult.models.ledger import LedgerHead, LedgerLine
from consult.queries.consultations import ConsultationView


@dataclass(frozen=True, slots=True)
class PostedCheckpoint:
    """A CHECKPOINT line: its number, when and for which day it was written, and the head after it in hex."""

    seq: int
    at: datetime
    day: date
    head: str


def posted_checkpoints(session: Session, view: ConsultationView, newest: int = 7) -> list[PostedCheckpoint]:
    """The last checkpoints of a book, newest first."""
    rows = session.execute(
        select(LedgerLine.seq, LedgerLine.entry, LedgerLine.head)
        .where(
            LedgerLine.estate_id == view.estate.id,
            LedgerLine.consultation_id == view.id,
            LedgerLine.type == LineType.CHECKPOINT.value,
        )
        .order_by(LedgerLine.seq.desc())
        .limit(newest)
    )
    return [_posted(seq, json.loads(entry), head) for seq, entry, head in rows]


def _posted(seq: int, entry: dict[str, Any], head: bytes) -> PostedCheckpoint:
    at, day = datetime.fromisoformat(entry["at"]), date.fromisoformat(entry["payload"]["day"])
    return PostedCheckpoint(seq, at, day, head.hex())


def open_books(session: Session) -> Sequence[tuple[int, int]]:
    """Estate and id of every consultation that is open."""
    rows = session.execute(
        select(Consultation.estate_id, Consultation.id).where(Consultation.state == State.OPEN.value)
    )
    return [(estate_id, consultation_id) for estate_id, consultation_id in rows]


class Comparison(StrEnum):
    """What a checkpoint from the board comes to."""

    FITS = "fits"
    DIFFERS = "differs"
    """The line is there, with another fingerprint: something up to it was changed."""
    BEYOND = "beyond"
    """The book does not reach that number any more."""
    NOWHERE = "nowhere"
    """No line has this fingerprint."""
    ELSEWHERE = "elsewhere"
    """It says that it is another consultation's."""


def compare(session: Session, view: ConsultationView, mark: Mark) -> tuple[Comparison, int]:
    """Hold a checkpoint against a book: what it comes to, and the line that it is about (0 for none)."""
    if mark.consultation is not None and mark.consultation != view.code:
        return Comparison.ELSEWHERE, 0
    mine = (LedgerLine.estate_id == view.estate.id, LedgerLine.consultation_id == view.id)
    if mark.seq is None:
        first = bytes.fromhex(mark.head)
        # A prefix of bytes is a range of bytes, on both databases.
        within = (LedgerLine.head >= first, LedgerLine.head <= first.ljust(32, b"\xff"))
        found = session.scalar(select(LedgerLine.seq).where(*mine, *within).limit(1))
        return (Comparison.FITS, found) if found else (Comparison.NOWHERE, 0)
    if mark.seq > session.get_one(LedgerHead, (view.estate.id, view.id)).seq:
        # How far the book of a secret poll reaches would tell who has just answered.
        return (Comparison.DIFFERS if view.is_rounded else Comparison.BEYOND), mark.seq
    head = session.scalar(select(LedgerLine.head).where(*mine, LedgerLine.seq == mark.seq))
    fits = head is not None and mark.fits(mark.seq, head.hex())
    return (Comparison.FITS if fits else Comparison.DIFFERS), mark.seq
