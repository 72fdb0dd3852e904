"""Writing in the book: lock its head, append a line, move the head; and reading its lines back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from consult.domain.ledger import GENESIS, Line, LineType, next_line
from consult.models.base import new_id
from consult.models.consultation import Consultation
from consult.models.heads_apart import note_moved, refuse_backwards
from consult.models.ledger import LedgerHead, LedgerLine

_LINES_AT_ONCE = 1_000


def start_book(session: Session, consultation: Consultation) -> None:
    """Give a consultation its empty book."""
    session.add(LedgerHead(estate_id=consultation.estate_id, consultation_id=consultation.id, head=GENESIS))


@dataclass(slots=True)
class BookHead:
    """A locked head: last number and fingerprint, and the heads and area (0.01 m²) of the ballots in the book."""

    estate_id: int
    consultation_id: int
    seq: int
    head: bytes
    heads: int
    area: int


# Built once: composing a statement costs more than running it, and every ballot runs these.
_MINE = (
    LedgerHead.estate_id == bindparam("the_estate"),
    LedgerHead.consultation_id == bindparam("the_consultation"),
)
_LOCK = select(LedgerHead.seq, LedgerHead.head, LedgerHead.heads, LedgerHead.area).where(*_MINE).with_for_update()
_MOVE = (
    update(LedgerHead)
    .where(*_MINE)
    .values(seq=bindparam("to_seq"), head=bindparam("to_head"), heads=bindparam("to_heads"), area=bindparam("to_area"))
)
_APPEND = insert(LedgerLine)


def lock_book(session: Session, estate_id: int, consultation_id: int) -> BookHead | None:
    """The head, locked until the deed ends, so that every writer of this book waits its turn."""
    found = session.connection().execute(_LOCK, {"the_estate": estate_id, "the_consultation": consultation_id}).first()
    return None if found is None else BookHead(estate_id, consultation_id, *found)


def following(head: BookHead, code: str, kind: LineType, payload: dict[str, Any], *, at: datetime) -> Line:
    """The line that would follow a locked head; nothing is written yet."""
    return next_line(consultation=code, seq=head.seq + 1, head=head.head, kind=kind, at=at, payload=payload)


def write(session: Session, head: BookHead, line: Line) -> None:
    """Append a line made by `following` and move the head, with its running counts, behind it.

    Refuses `books-went-back` for all lines but the one that says so.
    """
    if line.type is not LineType.LOSS:
        refuse_backwards(session)
    note_moved(session, line)
    head.seq, head.head = line.seq, line.head
    connection = session.connection()
    connection.execute(
        _APPEND,
        {
            "estate_id": head.estate_id,
            "id": new_id(),
            "consultation_id": head.consultation_id,
            "seq": line.seq,
            "type": line.type.value,
            "entry": line.entry,
            "leaf": line.leaf,
            "head": line.head,
        },
    )
    connection.execute(
        _MOVE,
        {
            "the_estate": head.estate_id,
            "the_consultation": head.consultation_id,
            "to_seq": head.seq,
            "to_head": head.head,
            "to_heads": head.heads,
            "to_area": head.area,
        },
    )


def append(
    session: Session, head: BookHead, code: str, kind: LineType, payload: dict[str, Any], *, at: datetime
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


def entries_of(
    session: Session, estate_id: int, consultation_id: int, kinds: Collection[LineType]
) -> Iterator[tuple[str, str]]:
    """Type and entry of the lines of some kinds, in order."""
    rows = session.execute(
        select(LedgerLine.type, LedgerLine.entry)
        .where(
            LedgerLine.estate_id == estate_id,
            LedgerLine.consultation_id == consultation_id,
            LedgerLine.type.in_([kind.value for kind in kinds]),
        )
        .order_by(LedgerLine.seq)
    )
    for kind, entry in rows:  # noqa: UP028  (rows are not tuples of this type until they are taken apart)
        yield kind, entry


def entries_and_leaves(session: Session, estate_id: int, consultation_id: int) -> Iterator[tuple[str, str, bytes]]:
    """Type, entry and leaf of every line in order: what a count reads, without the cost of whole lines."""
    rows = session.connection().execute(
        select(LedgerLine.type, LedgerLine.entry, LedgerLine.leaf)
        .where(LedgerLine.estate_id == estate_id, LedgerLine.consultation_id == consultation_id)
        .order_by(LedgerLine.seq)
        .execution_options(yield_per=_LINES_AT_ONCE)
    )
    for some in rows.partitions():
        yield from some
