"""What the public package of a closed consultation says: no names, no rooms, nothing that is not in the public book."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.ledger import Line, LineType
from consult.domain.question_json import text_json
from consult.domain.refusal import Refusal
from consult.domain.serial import sheet_mark
from consult.models.book import lines
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.packaging.public_package import Checkpoint, PublicPackage, RollRow
from consult.queries.beside_text import kept_questions
from consult.queries.book import entries
from consult.queries.consultations import ConsultationView
from consult.queries.pictures import picture_of


def public_package(session: Session, view: ConsultationView, zone: tzinfo) -> PublicPackage:
    """The package of a closed consultation; its days end at midnight of `zone`. Refuses `book-still-open`."""
    if view.state is not State.CLOSED or view.result is None:
        raise Refusal("book-still-open", closes_at=view.closes_at)
    return PublicPackage(
        code=view.code,
        text=text_json(view.title, view.intro, kept_questions(session, view), view.picture, view.agreed),
        rule=_rule(session, view),
        roll=_roll(session, view),
        entries=(entry.removesuffix("\n") for entry in entries(session, view)),
        checkpoints=_checkpoints(session, view, zone),
        result=view.result,
        picture=picture_of(session, view),
        sheets=_sheets(session, view),
    )


def _rule(session: Session, view: ConsultationView) -> Mapping[str, Any]:
    # As it was frozen, like the questions below: a later version may write a rule in another way.
    return session.get_one(Consultation, (view.estate.id, view.id)).rule


def _roll(session: Session, view: ConsultationView) -> Iterator[RollRow]:
    rows = session.execute(
        select(ElectorRow.number, ElectorRow.area, ElectorRow.building)
        .where(ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
        .order_by(ElectorRow.number)
    )
    for number, area, building in rows:
        yield RollRow(number, area, building)


def _sheets(session: Session, view: ConsultationView) -> Iterator[tuple[int, str]] | None:
    """Whose sheet bears which mark in the book; None where no paper was issued, or the book names serials."""
    key = session.get_one(Consultation, (view.estate.id, view.id)).sheet_key
    if not key:
        return None
    rows = session.execute(
        select(ElectorRow.number, ElectorRow.paper_serial)
        .where(ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
        .order_by(ElectorRow.number)
    )
    return ((number, sheet_mark(key, serial)) for number, serial in rows)


_NOTED = frozenset({LineType.OPEN, LineType.CHECKPOINT, LineType.CLOSE})


def _checkpoints(session: Session, view: ConsultationView, zone: tzinfo) -> Iterator[Checkpoint]:
    """Where the book stood after OPEN, at each CHECKPOINT, at the end of each day, at CLOSE, and at its last line."""
    last: tuple[Line, str, date] | None = None
    for line in lines(session, view.estate.id, view.id):
        at: str = json.loads(line.entry)["at"]
        day = datetime.fromisoformat(at).astimezone(zone).date()
        if last is not None and (day != last[2] or last[0].type in _NOTED):
            yield _checkpoint(last)
        last = (line, at, day)
    if last is not None:
        yield _checkpoint(last)


def _checkpoint(found: tuple[Line, str, date]) -> Checkpoint:
    line, at, _ = found
    return Checkpoint(line.seq, at, line.head.hex())
