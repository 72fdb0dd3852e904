"""The public book of a consultation: its lines page by page, and whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.counting.ballot_line import is_sealed_reading
from consult.domain.counting.book_count import BALLOTS, Payload, settlement_in
from consult.domain.ledger import Break, Line, LineType, breaks
from consult.models.book import lines
from consult.models.ledger import LedgerHead, LedgerLine
from consult.queries.beside_sheets import readings_astray, serials_agree
from consult.queries.beside_the_book import (
    ballots_astray,
    batches_astray,
    corrections_astray,
    counters_agree,
    former_astray,
    opinions_astray,
    payload_of,
    seconds_astray,
    settlements_astray,
)
from consult.queries.consultations import ConsultationView


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line for a reader: number, kind, time and fingerprint; the choice is in the entry, published after CLOSE."""

    seq: int
    type: LineType
    at: datetime
    leaf: str


@dataclass(frozen=True, slots=True)
class BookPage:
    """Some lines of a book, newest first, with where the book stands."""

    lines: tuple[BookLine, ...]
    page: int
    pages: int
    last_seq: int
    head: str


def book_page(session: Session, view: ConsultationView, *, page: int, size: int = 50) -> BookPage:
    """A page of the book (from 1); a number beyond the end answers the last page."""
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    pages = max(1, -(-head.seq // size))
    page = min(max(1, page), pages)
    newest = head.seq - (page - 1) * size
    rows = session.scalars(
        select(LedgerLine)
        .where(
            LedgerLine.estate_id == view.estate.id,
            LedgerLine.consultation_id == view.id,
            LedgerLine.seq.between(newest - size + 1, newest),
        )
        .order_by(LedgerLine.seq.desc())
    )
    return BookPage(tuple(map(_book_line, rows)), page, pages, head.seq, head.head.hex())


def _book_line(row: LedgerLine) -> BookLine:
    at = datetime.fromisoformat(json.loads(row.entry)["at"])
    return BookLine(row.seq, LineType(row.type), at, row.leaf.hex())


def entries(session: Session, view: ConsultationView) -> Iterator[str]:
    """Every entry of the book as it was fingerprinted, one a line, for anyone to recount."""
    for line in lines(session, view.estate.id, view.id):
        yield line.entry + "\n"


@dataclass(frozen=True, slots=True)
class BookCheck:
    """What a check of one book found: how many lines and ballots it passed, and everything that does not fit."""

    lines: int
    ballots: int
    breaks: tuple[Break, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.breaks


def check_book(session: Session, view: ConsultationView) -> BookCheck:
    """Walk a whole book; hold its head row, its running counts and what is kept beside it against what was passed."""
    passed: list[LineType] = []
    noted: _Noted = {kind: {} for kind in _KEPT_BESIDE}
    last = b""
    opening: Payload = {}

    def walked() -> Iterator[Line]:
        nonlocal last, opening
        for line in lines(session, view.estate.id, view.id):
            passed.append(line.type)
            last = line.head
            opening = opening or payload_of(line)
            kind = LineType.BALLOT if line.type in BALLOTS else line.type
            if kind in noted:
                payload = payload_of(line)
                # The first of two readings is no ballot; it is held against what is kept of it like the second.
                kind = LineType.PAPER_CONFIRM if is_sealed_reading(payload) else kind
                noted[kind][line.seq] = payload
            yield line

    found = list(breaks(walked(), consultation=view.code))
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    if head.seq != len(passed) or (passed and head.head != last):
        found.append(Break(head.seq, "tail-missing"))
    found += _astray(session, view, noted, head.seq)
    if not serials_agree(session, view, opening):
        found.append(Break(1, "serials-differ"))
    if view.state.value == "closed" and LineType.CLOSE not in passed:
        found.append(Break(head.seq, "close-missing"))
    return BookCheck(len(passed), len(noted[LineType.BALLOT]), tuple(found))


_KEPT_BESIDE = (
    LineType.BALLOT,
    LineType.DUPLICATE,
    LineType.RESOLVE,
    LineType.OPINION,
    LineType.ANNUL,
    LineType.CORRECT,
    LineType.PAPER_CONFIRM,
    LineType.BATCH,
)
"""Kinds of lines of which a row is kept beside the book; ballots on paper are among the ballots here."""

_Noted = dict[LineType, dict[int, Payload]]


def _astray(session: Session, view: ConsultationView, noted: _Noted, last_seq: int) -> Iterator[Break]:
    cast, doubles, resolved, opinions, annulled, corrected, readings, batches = (noted[kind] for kind in _KEPT_BESIDE)
    settled = {seq: said for seq, line in resolved.items() if (said := settlement_in(line)) is not None}
    if not counters_agree(session, view, cast, settled, annulled):
        yield Break(last_seq, "counter-differs")
    differing = (
        *ballots_astray(session, view, cast),
        *seconds_astray(session, view, doubles),
        *settlements_astray(session, view, settled, doubles),
        *former_astray(session, view, annulled),
        *corrections_astray(session, view, corrected),
        *readings_astray(session, view, readings),
    )
    yield from (Break(seq, "ballot-differs") for seq in differing)
    yield from (Break(seq, "opinion-differs") for seq in opinions_astray(session, view, opinions))
    yield from (Break(seq, "batch-differs") for seq in batches_astray(session, view, batches))
