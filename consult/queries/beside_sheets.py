"""What people read on sheets of paper, as it is kept, held against the lines that sealed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.counting.book_count import Payload
from consult.domain.electorate_root import serials_root
from consult.domain.question_json import answers_from_json
from consult.domain.serial import sheet_mark
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.paper_sheet import PaperKeying, PaperSheet
from consult.models.sheet_read import sealed_reason
from consult.models.submission import Marked
from consult.queries.beside_the_book import EVERYTHING, Span
from consult.queries.consultations import ConsultationView


def readings_astray(
    session: Session, view: ConsultationView, lines: Mapping[int, Payload], span: Span = EVERYTHING
) -> Iterator[int]:
    """Numbers of lines whose reading is not kept beside the book, is kept without a line, or was changed."""
    rows = session.execute(
        select(PaperKeying, PaperSheet.seq, ElectorRow.number)
        .join(PaperSheet, (PaperSheet.estate_id == PaperKeying.estate_id) & (PaperSheet.id == PaperKeying.sheet_id))
        .join(ElectorRow, (ElectorRow.estate_id == PaperSheet.estate_id) & (ElectorRow.id == PaperSheet.elector_id))
        .where(
            PaperKeying.estate_id == view.estate.id,
            PaperKeying.consultation_id == view.id,
            PaperKeying.seq.between(*span),
        )
    )
    left = dict(lines)
    for keying, sheet, number in rows:
        line = left.pop(keying.seq, None)
        is_mine = line is not None and (number, keying.typist, sheet) == _names(keying, line)
        if line is None or not is_mine or _differs(view, keying, line):
            yield keying.seq
    yield from left


def _names(keying: PaperKeying, line: Payload) -> tuple[int, int, int]:
    """Elector, typist, and the line with which the sheet begins: a first reading's own, or that which a later names."""
    return line["elector"], line["typist"], line.get("paper", keying.seq)


def _differs(view: ConsultationView, keying: PaperKeying, line: Payload) -> bool:
    """Whether a line seals something else than what is kept; one that agrees with an earlier reading seals nothing."""
    return "keyed" in line and line["keyed"] != _sealed(view, keying)


def _sealed(view: ConsultationView, keying: PaperKeying) -> str:
    salt = bytes.fromhex(keying.salt)
    if "invalid" in keying.reading:
        return sealed_reason(keying.reading["invalid"], salt)
    return Marked(view.questions, answers_from_json(keying.reading["answers"])).sealed(salt)


def serials_agree(session: Session, view: ConsultationView, opening: Payload) -> bool:
    """Whether the numbered sheets are still those of OPEN; books begun before they were fixed there say nothing."""
    if "serials" not in opening:
        return True
    key = session.get_one(Consultation, (view.estate.id, view.id)).sheet_key
    rows = session.execute(
        select(ElectorRow.paper_serial, ElectorRow.number).where(
            ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id
        )
    )
    issued = ((sheet_mark(key, serial), number) for serial, number in rows)
    return bool(opening["serials"]["root"] == serials_root(issued))
