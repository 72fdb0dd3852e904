"""The public book of a consultation: its lines page by page, and whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.book_walk import Break, breaks
from consult.domain.consultation import State
from consult.domain.counting.ballot_line import is_sealed_reading
from consult.domain.counting.book_count import BALLOTS, Payload, settlement_in
from consult.domain.counting.running_count import RunningCount
from consult.domain.ledger import Line, LineType
from consult.domain.secret_poll import ONLY_CHANNEL
from consult.models.book import lines
from consult.models.ledger import LedgerHead, LedgerLine
from consult.queries.beside_sheets import readings_astray, serials_agree
from consult.queries.beside_text import text_agrees
from consult.queries.beside_the_book import (
    EVERYTHING,
    Span,
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
from consult.queries.beside_the_urn import urn_agrees
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
    """A page of the book (from 1); a number beyond the end answers the last page.

    Of a secret poll that runs it holds nothing: how many lines there are would tell who has just answered.
    """
    if view.is_rounded:
        return BookPage((), 1, 1, 0, "")
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


def lines_after(session: Session, view: ConsultationView, after: int, most: int) -> list[BookLine]:
    """So many lines after the one with this number; of a secret poll that runs none, as in `book_page`."""
    if view.is_rounded:
        return []
    rows = session.scalars(
        select(LedgerLine)
        .where(
            LedgerLine.estate_id == view.estate.id,
            LedgerLine.consultation_id == view.id,
            LedgerLine.seq > after,
        )
        .order_by(LedgerLine.seq)
        .limit(most)
    )
    return [_book_line(row) for row in rows]


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


Progress = Callable[[int, int], None]
"""Told how many lines were read, and how many there are."""

_PART = 20_000
"""Lines that are held in memory while they are compared with what is kept beside them."""

_MOST_BREAKS = 1_000
"""So many faults of a book are named; of more than that nobody reads each."""


def check_book(session: Session, view: ConsultationView, progress: Progress = lambda _done, _total: None) -> BookCheck:
    """Walk a whole book; hold its head row, its running counts and what is kept beside it against what was passed.

    It is gone through part by part: a million lines need no more memory than twenty thousand, and the roll.
    """
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    walk = _Walk(session, view)
    found: list[Break] = []
    for broken in breaks(walk.lines(lambda done: progress(done, head.seq)), consultation=view.code):
        if len(found) < _MOST_BREAKS:
            found.append(broken)
    if head.seq != walk.passed or (walk.passed and head.head != walk.last):
        found.append(Break(head.seq, "tail-missing"))
    found += walk.astray
    told: list[tuple[int, str, Callable[[], bool]]] = [
        (head.seq, "counter-differs", lambda: counters_agree(session, view, walk.counted)),
        (head.seq, "urn-differs", lambda: urn_agrees(session, view, walk.ballots, walk.ending)),
        (1, "text-differs", lambda: text_agrees(session, view, walk.opening)),
        (1, "serials-differ", lambda: serials_agree(session, view, walk.opening)),
        (head.seq, "close-missing", lambda: view.state is not State.CLOSED or walk.is_closed),
    ]
    found += [Break(seq, fault) for seq, fault, agrees in told if not _holds(agrees)]
    return BookCheck(walk.passed, walk.ballots, tuple(found))


_STRANGE = (KeyError, IndexError, TypeError, AttributeError, ValueError, RecursionError)
"""What reading a line raises that somebody wrote into the database past the program: it is named, never a trace."""


def _holds(agrees: Callable[[], bool]) -> bool:
    try:
        return agrees()
    except _STRANGE:
        return False


def lines_in(session: Session, view: ConsultationView) -> int:
    """How many lines a book has by its head."""
    return session.get_one(LedgerHead, (view.estate.id, view.id)).seq


class _Walk:
    """A walk along a book that remembers what the check asks of the whole, and compares part after part."""

    def __init__(self, session: Session, view: ConsultationView) -> None:
        self._session, self._view = session, view
        self._noted: _Noted = {kind: {} for kind in _KEPT_BESIDE}
        self._compared = -1
        self.passed = self.ballots = 0
        self.last = b""
        self.opening: Payload = {}
        self.is_closed = False
        self.ending: Payload = {}
        self.counted = RunningCount()
        self.astray: list[Break] = []

    def lines(self, tell: Callable[[int], None]) -> Iterator[Line]:
        """Every line in order."""
        for line in lines(self._session, self._view.estate.id, self._view.id):
            self.passed += 1
            self.last = line.head
            self.is_closed = self.is_closed or line.type is LineType.CLOSE
            try:
                self._note(line)
            except _STRANGE:
                self.astray.append(Break(line.seq, "line-changed"))
            yield line
            if self.passed % _PART == 0:
                self._compare(line.seq)
                tell(self.passed)
        self._compare(EVERYTHING[1])
        tell(self.passed)

    def _note(self, line: Line) -> None:
        if line.type is LineType.CLOSE:
            self.ending = payload_of(line)
        self.opening = self.opening or payload_of(line)
        is_ballot = line.type in BALLOTS or line.type is LineType.PARTICIPATED
        kind = LineType.BALLOT if is_ballot else line.type
        if kind not in self._noted:
            return
        payload = payload_of(line)
        # The first of two readings is no ballot; it is held against what is kept of it like the second.
        kind = LineType.PAPER_CONFIRM if is_sealed_reading(payload) else kind
        if line.type is LineType.PARTICIPATED:
            payload = {**payload, "channel": ONLY_CHANNEL, "answers": {}}
        self.counted.read(kind, line.seq, payload)
        self._noted[kind][line.seq] = payload
        self.ballots += kind is LineType.BALLOT

    def _compare(self, upto: int) -> None:
        """Hold the lines since the last comparison against what is kept beside them."""
        if len(self.astray) < _MOST_BREAKS:
            try:
                self.astray += _astray(self._session, self._view, self._noted, (self._compared + 1, upto))
            except _STRANGE:
                self.astray.append(Break(min(upto, self.passed), "ballot-differs"))
        self._compared = upto
        for noted in self._noted.values():
            noted.clear()


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


def _astray(session: Session, view: ConsultationView, noted: _Noted, span: Span) -> Iterator[Break]:
    cast, doubles, resolved, opinions, annulled, corrected, readings, batches = (noted[kind] for kind in _KEPT_BESIDE)
    settled = {seq: said for seq, line in resolved.items() if (said := settlement_in(line)) is not None}
    differing = (
        *ballots_astray(session, view, cast, span),
        *seconds_astray(session, view, doubles, span),
        *settlements_astray(session, view, settled, span),
        *former_astray(session, view, annulled, span),
        *corrections_astray(session, view, corrected, span),
        *readings_astray(session, view, readings, span),
    )
    yield from (Break(seq, "ballot-differs") for seq in differing)
    yield from (Break(seq, "opinion-differs") for seq in opinions_astray(session, view, opinions, span))
    yield from (Break(seq, "batch-differs") for seq in batches_astray(session, view, batches, span))
