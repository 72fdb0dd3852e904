"""Deed: order a batch of papers: what will be in which file is settled before the first sheet is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.printing import Batch, Part, PrintState, Which
from consult.domain.refusal import Refusal
from consult.models.base import deed, new_id
from consult.models.consultation import Consultation
from consult.models.letter_keys import refuse_unless_issuing
from consult.models.printing import Printing, PrintingPart


@dataclass(frozen=True, slots=True)
class Ordered:
    """A batch as it is ordered: for a building, for rooms, or (both empty) for everybody; `parts` say who that is."""

    estate_id: int
    consultation_id: int
    batch: Batch
    language: str
    text_hash: str
    parts: Sequence[Part]
    building: str = ""
    rooms: tuple[str, ...] = ()
    which: Which = Which.NEW


@deed
def start_printing(session: Session, ordered: Ordered, *, by: str, now: datetime) -> int:
    """Write the batch into the log as waiting, and answer its key.

    Letters wait for nobody: an earlier batch of them that failed is cancelled, for going on with it would replace what
    this one makes. Refuses `nobody-to-print-for`, `batch-running` (letters), `same-batch-running` (others, ordered by a
    second person or a second press of the button), `unknown-consultation`, `not-announced` and, for letters,
    `already-closed`.
    """
    consultation = session.get(Consultation, (ordered.estate_id, ordered.consultation_id), with_for_update=True)
    _refuse_too_early_or_late(consultation, ordered.batch)
    total = sum(len(part.electors) for part in ordered.parts)
    if not total:
        raise Refusal("nobody-to-print-for")
    _refuse_while_running(session, ordered)
    if ordered.batch.holds_codes:
        _cancel_failed(session, ordered, now)
    printing = _row(ordered, total, by, now)
    session.add(printing)
    session.flush()
    session.add_all(_part(printing, part) for part in ordered.parts)
    return printing.id


def _refuse_too_early_or_late(consultation: Consultation | None, batch: Batch) -> None:
    if batch.holds_codes or consultation is None:
        refuse_unless_issuing(consultation)
    elif consultation.state == State.DRAFT:
        raise Refusal("not-announced", code=consultation.code)


def _refuse_while_running(session: Session, ordered: Ordered) -> None:
    """Letters one batch at a time, for each replaces the one before; of others, not the same one twice."""
    unfinished = (PrintState.WAITING.value, PrintState.RUNNING.value)
    running = select(Printing.building, Printing.rooms, Printing.language).where(
        *_like(ordered), Printing.state.in_(unfinished)
    )
    for building, rooms, language in session.execute(running):
        if ordered.batch.holds_codes:
            raise Refusal("batch-running")
        if (building, tuple(rooms), language) == (ordered.building, ordered.rooms, ordered.language):
            raise Refusal("same-batch-running")


def _cancel_failed(session: Session, ordered: Ordered, now: datetime) -> None:
    failed = update(Printing).where(*_like(ordered), Printing.state == PrintState.FAILED.value)
    session.execute(failed.values(state=PrintState.CANCELLED.value, ended_at=now))


def _like(ordered: Ordered) -> tuple[ColumnElement[bool], ...]:
    return (
        Printing.estate_id == ordered.estate_id,
        Printing.consultation_id == ordered.consultation_id,
        Printing.kind == ordered.batch.value,
    )


def _row(ordered: Ordered, total: int, by: str, now: datetime) -> Printing:
    return Printing(
        estate_id=ordered.estate_id,
        id=new_id(),
        consultation_id=ordered.consultation_id,
        kind=ordered.batch.value,
        language=ordered.language,
        building=ordered.building,
        rooms=list(ordered.rooms),
        which=ordered.which.value if ordered.batch.holds_codes else "",
        text_hash=ordered.text_hash,
        state=PrintState.WAITING.value,
        total=total,
        by=by,
        at=now,
    )


def _part(printing: Printing, part: Part) -> PrintingPart:
    return PrintingPart(
        estate_id=printing.estate_id,
        printing_id=printing.id,
        number=part.number,
        buildings=list(part.buildings),
        electors=list(part.electors),
    )
