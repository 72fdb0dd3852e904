"""What a dispute may touch of a consultation: each holder's units and parking, ballot, and how they were served."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import in_scope
from consult.domain.counting.book_count import BALLOTS, INVALID_REASONS
from consult.domain.deemed import Service
from consult.domain.electorate import CountingSettings, Unit
from consult.domain.electors import Elector, electors_of
from consult.domain.question import Answer
from consult.domain.question_json import answers_from_json
from consult.domain.sensitivity import Holder, Read, sensitivity
from consult.models.ballot import UncountedBallot
from consult.models.book import entries_and_leaves
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow, ElectorUnit
from consult.queries.consultations import ConsultationView
from consult.queries.roll import units_of

_EVERYTHING = CountingSettings(counts_parking=True, counts_storage=True)


def disputed_readings(session: Session, view: ConsultationView) -> tuple[Read, ...]:
    """The outcome of an announced consultation under every disputed reading, as its book stands now."""
    return sensitivity(view.questions, view.rule, list(_holders(session, view)))


def _holders(session: Session, view: ConsultationView) -> Iterator[Holder]:
    """Everyone who would be an elector if parking and storage counted, with what they hold of either."""
    consultation = session.get_one(Consultation, (view.estate.id, view.id))
    if consultation.roll_id is None:
        return
    units = in_scope(units_of(session, view.estate.id, consultation.roll_id), view.scope)
    settings = view.procedure.counting
    known = _known(session, view)
    for elector in electors_of(units, view.basis, _EVERYTHING):
        yield _holder(elector, settings, known)


def _holder(elector: Elector, settings: CountingSettings, known: dict[tuple[str, str, str], _Known]) -> Holder:
    counted = [unit for unit in elector.units if settings.counts(unit.kind)]
    aside = [unit for unit in elector.units if not settings.counts(unit.kind)]
    areas, others = _areas(counted), _areas(aside)
    found = next((known[unit.place] for unit in counted if unit.place in known), None)
    if found is None:
        return Holder(areas, others)
    answers, is_invalid, service = found
    return Holder(areas, others, answers, is_invalid, service)


def _areas(units: list[Unit]) -> tuple[int, ...]:
    return tuple(unit.area or 0 for unit in units)


_Known = tuple[dict[int, Answer] | None, bool, Service]
"""What is known of one elector: counted answers, whether their only ballot was invalid, and how they were served."""


def _known(session: Session, view: ConsultationView) -> dict[tuple[str, str, str], _Known]:
    """By each of an elector's rooms, so that any of them leads there."""
    mine = (ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
    answers = dict(_answers(session, view))
    invalid = set(
        session.scalars(
            select(UncountedBallot.elector_id).where(
                UncountedBallot.estate_id == view.estate.id,
                UncountedBallot.consultation_id == view.id,
                UncountedBallot.reason.in_(INVALID_REASONS),
            )
        )
    )
    rooms = session.execute(
        select(
            ElectorUnit.building,
            ElectorUnit.entrance,
            ElectorUnit.room,
            ElectorRow.id,
            ElectorRow.number,
            ElectorRow.served_at,
        )
        .join(ElectorRow, (ElectorRow.estate_id == ElectorUnit.estate_id) & (ElectorRow.id == ElectorUnit.elector_id))
        .where(*mine)
    )
    return {
        (building, entrance, room): (
            answers.get(number),
            elector_id in invalid,
            Service.SIGNED_IN if served_at else Service.NONE,
        )
        for building, entrance, room, elector_id, number, served_at in rooms
    }


def _answers(session: Session, view: ConsultationView) -> Iterator[tuple[int, dict[int, Answer]]]:
    for kind, entry, _leaf in entries_and_leaves(session, view.estate.id, view.id):
        if kind in BALLOTS:
            payload = json.loads(entry)["payload"]
            yield payload["elector"], answers_from_json(payload["answers"])
