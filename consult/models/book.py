"""Writing in the book: lock its head, append a line, move the head; and reading its lines back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.domain.ledger import GENESIS, Line, LineType, next_line
from consult.models.consultation import Consultation
from consult.models.ledger import LedgerHead, LedgerLine

_LINES_AT_ONCE = 1_000


def start_book(session: Session, consultation: Consultation) -> None:
    """Give a consultation its empty book."""
    session.add(LedgerHead(estate_id=consultation.estate_id, consultation_id=consultation.id, head=GENESIS))


def lock_book(session: Session, estate_id: int, consultation_id: int) -> LedgerHead | None:
    """The head row, locked until the deed ends, so that every writer of this book waits its turn."""
    return session.get(LedgerHead, (estate_id, consultation_id), with_for_update=True)


def following(head: LedgerHead, code: str, kind: LineType, payload: dict[str, Any], *, at: datetime) -> Line:
    """The line that would follow a locked head; nothing is written yet."""
    return next_line(consultation=code, seq=head.seq + 1, head=head.head, kind=kind, at=at, payload=payload)


def write(session: Session, head: LedgerHead, line: Line) -> None:
    """Append a line made by `following` and move the head."""
    session.execute(
        insert(LedgerLine).values(
            estate_id=head.estate_id,
            consultation_id=head.consultation_id,
            seq=line.seq,
            type=line.type.value,
            entry=line.entry,
            leaf=line.leaf,
            head=line.head,
        )
    )
    head.seq, head.head = line.seq, line.head


def append(
    session: Session, head: LedgerHead, code: str, kind: LineType, payload: dict[str, Any], *, at: datetime
) -> Line:
    """Append one line to a locked book and move its head."""
    line = following(head, code, kind, payload, at=at)
    write(session, head, line)
    return line


def lines(session: Session, estate_id: int, consultation_id: int, *, after: int = 0) -> Iterator[Line]:
    """The lines of a book in order, a thousand at a time."""
    rows = session.execute(
        select(LedgerLine.seq, LedgerLine.type, LedgerLine.entry, LedgerLine.leaf, LedgerLine.head)
        .where(
            LedgerLine.estate_id == estate_id,
            LedgerLine.consultation_id == consultation_id,
            LedgerLine.seq > after,
        )
        .order_by(LedgerLine.seq)
        .execution_options(yield_per=_LINES_AT_ONCE)
    )
    for seq, kind, entry, leaf, head in rows:
        yield Line(seq, LineType(kind), entry, leaf, head)


def entries_and_leaves(session: Session, estate_id: int, consultation_id: int) -> Iterator[tuple[str, str, bytes]]:
    """Type, entry and leaf of every line in order: what a count reads, without the cost of whole lines."""
    rows = session.execute(
        select(LedgerLine.type, LedgerLine.entry, LedgerLine.leaf)
        .where(LedgerLine.estate_id == estate_id, LedgerLine.consultation_id == consultation_id)
        .order_by(LedgerLine.seq)
        .execution_options(yield_per=_LINES_AT_ONCE)
    )
    for some in rows.partitions():
        yield from some  # type: ignore[misc]
