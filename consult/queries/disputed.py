"""What a dispute may touch of a consultation: each holder's units and parking, ballot, and how they were served."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.counting.ballot_line import annulled_in, standing_ballot
from consult.domain.counting.book_count import BALLOTS, BESIDE_BALLOTS, READINGS, Beside, Payload, noted_beside
from consult.domain.deemed import Service
from consult.domain.electorate import CountingSettings, UnitKind
from consult.domain.electors import Elector, electors_of
from consult.domain.ledger import LineType
from consult.domain.question import Answer
from consult.domain.question_json import answers_from_json
from consult.domain.scope import in_scope
from consult.domain.sensitivity import Holder, Read, sensitivity
from consult.models.book import entries_of
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow, ElectorUnit
from consult.queries.consultations import ConsultationView
from consult.queries.roll import units_of
from consult.queries.service import service_by_number

_EVERYTHING = CountingSettings(counts_parking=True, counts_storage=True)
_BESIDE_HOMES = (UnitKind.PARKING, UnitKind.STORAGE)


def disputed_readings(session: Session, view: ConsultationView) -> tuple[Read, ...]:
    """The outcome of an announced consultation under every disputed reading, as its book stands now."""
    return sensitivity(view.questions, view.rule, list(_holders(session, view)), view.procedure)


def _holders(session: Session, view: ConsultationView) -> Iterator[Holder]:
    """Everyone who would be an elector if parking and storage counted, with what they hold of either."""
    consultation = session.get_one(Consultation, (view.estate.id, view.id))
    if consultation.roll_id is None:
        return
    units = in_scope(units_of(session, view.estate.id, consultation.roll_id), view.scope, view.left_out, view.members)
    numbers, returns = _numbers(session, view), _returns(session, view)
    for elector in electors_of(units, view.basis, _EVERYTHING):
        number = next((numbers[unit.place] for unit in elector.units if unit.place in numbers), None)
        yield _holder(elector, number, returns)


def _holder(elector: Elector, number: int | None, returns: _Returns) -> Holder:
    return Holder(
        units=_areas(elector, *(kind for kind in UnitKind if kind not in _BESIDE_HOMES)),
        parking=_areas(elector, UnitKind.PARKING),
        storage=_areas(elector, UnitKind.STORAGE),
        answers=None if number is None else returns.answers.get(number),
        is_invalid=number in returns.invalid,
        service=Service.NONE if number is None else returns.service.get(number, Service.NONE),
    )


def _areas(elector: Elector, *kinds: UnitKind) -> tuple[int, ...]:
    return tuple(unit.area or 0 for unit in elector.units if unit.kind in kinds)


def _numbers(session: Session, view: ConsultationView) -> dict[tuple[str, str, str], int]:
    """The public number by each of an elector's rooms, so that any of them leads there."""
    rooms = session.execute(
        select(ElectorUnit.building, ElectorUnit.entrance, ElectorUnit.room, ElectorRow.number)
        .join(ElectorRow, (ElectorRow.estate_id == ElectorUnit.estate_id) & (ElectorRow.id == ElectorUnit.elector_id))
        .where(ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
    )
    return {(building, entrance, room): number for building, entrance, room, number in rooms}


@dataclass(frozen=True, slots=True)
class _Returns:
    """What is known of electors by public number: counted answers, only an invalid ballot, and service."""

    answers: Mapping[int, Mapping[int, Answer]]
    invalid: frozenset[int]
    service: Mapping[int, Service]


def _returns(session: Session, view: ConsultationView) -> _Returns:
    """Read as the count reads it: what became of a ballot later changes it, and whoever returned one is not silent."""
    beside = list(_payloads(session, view, BESIDE_BALLOTS | READINGS))
    noted, cast = noted_beside(beside), _standing(session, view, annulled_in(beside))
    held = {number: noted.holding(number, said) for number, said in cast.items()}
    answers = {number: answers_from_json(json.loads(said)) for number, said in held.items() if said is not None}
    spoke = cast.keys() | noted.annulled.keys() | noted.unconfirmed
    service = _service(session, view, noted)
    return _Returns(
        answers=answers,
        invalid=frozenset(noted.invalid.keys() - answers.keys()),
        service={number: found for number, found in service.items() if number not in spoke},
    )


def _standing(session: Session, view: ConsultationView, annulled: Mapping[int, frozenset[int]]) -> dict[int, str]:
    """The answers of every ballot that stands, as the book has them, by its elector's number."""
    entries = (entry for _kind, entry in entries_of(session, view.estate.id, view.id, BALLOTS))
    standing = (found for entry in entries if (found := standing_ballot(entry, annulled)))
    return {number: said for number, _channel, said in standing}


def _service(session: Session, view: ConsultationView, noted: Beside) -> dict[int, Service]:
    """Who was served: as the closed book has it, where silence was given a meaning, else as the log has it."""
    found = service_by_number(session, view)
    if view.state is not State.CLOSED or not view.procedure.deems:
        return found
    # Named in the book and nowhere else, a ballot that came back is what served them.
    return {
        number: (service if service.is_effective else Service.SIGNED_IN) if number in noted.served else Service.NONE
        for number, service in found.items()
    }


def _payloads(session: Session, view: ConsultationView, kinds: frozenset[LineType]) -> Iterator[tuple[str, Payload]]:
    for kind, entry in entries_of(session, view.estate.id, view.id, kinds):
        yield kind, json.loads(entry)["payload"]
