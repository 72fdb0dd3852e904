"""A quick look at every book: does its head fit its last lines? The whole check is `queries.book.check_book`."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.book_walk import Break, breaks
from consult.domain.ledger import Line, LineType
from consult.models.consultation import Consultation
from consult.models.ledger import LedgerHead, LedgerLine

_LAST = 20
"""Lines that are looked at from the end of each book."""


def quick_look(session: Session) -> Iterator[tuple[str, Break]]:
    """Code of a book and what is wrong at its end; one query a book, so that a start stays quick."""
    rows = session.execute(
        select(Consultation.code, LedgerHead.estate_id, LedgerHead.consultation_id, LedgerHead.seq, LedgerHead.head)
        .join(
            Consultation,
            (Consultation.estate_id == LedgerHead.estate_id) & (Consultation.id == LedgerHead.consultation_id),
        )
        .order_by(Consultation.code)
    ).all()
    for code, estate_id, consultation_id, seq, head in rows:
        last = _last_lines(session, estate_id, consultation_id)
        for broken in _end_breaks(code, last, seq, head):
            yield code, broken


def _last_lines(session: Session, estate_id: int, consultation_id: int) -> list[Line]:
    rows = session.execute(
        select(LedgerLine.seq, LedgerLine.type, LedgerLine.entry, LedgerLine.leaf, LedgerLine.head)
        .where(LedgerLine.estate_id == estate_id, LedgerLine.consultation_id == consultation_id)
        .order_by(LedgerLine.seq.desc())
        .limit(_LAST + 1)
    )
    return [Line(seq, LineType(kind), entry, leaf, head) for seq, kind, entry, leaf, head in rows][::-1]


def _end_breaks(code: str, last: list[Line], seq: int, head: bytes) -> Iterator[Break]:
    if (last[-1].seq, last[-1].head) != (seq, head) if last else seq != 0:
        yield Break(seq, "tail-missing")
    if len(last) <= _LAST:
        yield from breaks(last, consultation=code)
    else:
        # The oldest of them only says from where the others go on.
        yield from breaks(last[1:], consultation=code, after=(last[0].seq, last[0].head))
