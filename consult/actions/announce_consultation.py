"""Deed: announce a draft. Its text and rule stand still, and its electorate is frozen from the roll in force."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, tzinfo
from operator import itemgetter
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.domain.agreed_answer import agreed_from_json
from consult.domain.consent import Weight
from consult.domain.consultation import State
from consult.domain.electorate import Basis, CountingSettings, Unit
from consult.domain.electors import Elector, electors_of
from consult.domain.local_time import BEIJING
from consult.domain.picture import picture_from_json
from consult.domain.privacy import Secrecy
from consult.domain.procedure import Procedure, in_force, offering, procedure_json
from consult.domain.procedure_guards import refuse_unless_ready
from consult.domain.question_json import from_json, text_hash, to_json
from consult.domain.refusal import Refusal
from consult.domain.rules import rule_from_json
from consult.domain.scope import in_scope, scope_from_json
from consult.domain.secret_poll import without_links
from consult.domain.serial import paper_serial
from consult.models.ballot import BuildingTurnout
from consult.models.base import deed, new_id
from consult.models.consultation import Consultation, ConsultationQuestion
from consult.models.drafts import held_draft
from consult.models.electorate import ElectorRow, ElectorUnit
from consult.models.place import Estate
from consult.queries.consultations import consultation_of_id
from consult.queries.guarded import guarded
from consult.queries.procedure import usual_procedure
from consult.queries.roll import roll_in_force, units_of


@deed
def announce_consultation(
    session: Session, estate_id: int, consultation_id: int, *, by: str, now: datetime, zone: tzinfo = BEIJING
) -> Weight:
    """Freeze the electorate and the rules of procedure, and answer the electorate's weight.

    `zone` is the estate's, whose calendar the notice hangs by. Refuses `not-ready` with all that the guards of
    `domain.procedure_guards` stop, `no-roll`, `scope-empty`, `left-out-unknown`, `member-unknown`, `area-missing`, and
    what `domain.procedure.in_force` does.
    """
    consultation = held_draft(session, estate_id, consultation_id)
    if now >= consultation.closes_at:
        raise Refusal("already-closed", code=consultation.code)
    roll = roll_in_force(session, estate_id)
    view = consultation_of_id(session, estate_id, consultation_id)
    refuse_unless_ready(guarded(view), view.estate.standing, now.astimezone(zone).date(), zone)
    procedure = _procedure(session, consultation)
    electors = _electorate(consultation, units_of(session, estate_id, roll.id), procedure.counting)
    whole = Weight(len(electors), sum(elector.area for elector in electors))
    consultation.procedure = procedure_json(procedure)
    consultation.roll_id = roll.id
    consultation.electorate_heads, consultation.electorate_area = whole.heads, whole.area
    consultation.state = State.ANNOUNCED.value
    consultation.announced_at, consultation.announced_by = now, by
    _offer_following(session, consultation, procedure)
    _write_electors(session, consultation, electors)
    return whole


def _procedure(session: Session, consultation: Consultation) -> Procedure:
    estate = session.get_one(Estate, consultation.estate_id)
    held = in_force(usual_procedure(estate), consultation.procedure, rule_from_json(consultation.rule))
    return without_links(held) if consultation.secrecy == Secrecy.UNNAMED else held


def _offer_following(session: Session, consultation: Consultation, procedure: Procedure) -> None:
    """The estate's rules of procedure may have changed since the draft was written, and with them what is offered."""
    rows = session.scalars(
        select(ConsultationQuestion)
        .where(
            ConsultationQuestion.estate_id == consultation.estate_id,
            ConsultationQuestion.consultation_id == consultation.id,
        )
        .order_by(ConsultationQuestion.number)
    ).all()
    questions = offering(procedure, [from_json(row.definition) for row in rows])
    for row, question in zip(rows, questions, strict=True):
        if row.definition != to_json(question):
            row.definition = to_json(question)
    picture = picture_from_json(consultation.picture)
    agreed = agreed_from_json(consultation.answers)
    consultation.text_hash = text_hash(consultation.title, consultation.intro, questions, picture, agreed)


def _electorate(consultation: Consultation, units: Iterable[Unit], settings: CountingSettings) -> tuple[Elector, ...]:
    scope, left_out, members = scope_from_json(consultation.scope)
    held = in_scope(units, scope, left_out, members)
    electors = electors_of(held, Basis(consultation.basis), settings)
    missing = sum(elector.missing_area for elector in electors)
    if missing and rule_from_json(consultation.rule).weighs_area:
        raise Refusal("area-missing", units=missing)
    if not electors:
        raise Refusal("scope-empty", buildings=[place.building for place in scope])
    return electors


def _write_electors(session: Session, consultation: Consultation, electors: tuple[Elector, ...]) -> None:
    # Public numbers are drawn at random, so that a number in the published book does not name a door.
    numbers = list(range(1, len(electors) + 1))
    secrets.SystemRandom().shuffle(numbers)
    mine = {"estate_id": consultation.estate_id, "consultation_id": consultation.id}
    rows: list[dict[str, Any]] = []
    rooms: list[dict[str, Any]] = []
    turnout: dict[str, Weight] = {}
    for order, (number, elector) in enumerate(zip(numbers, electors, strict=True), start=1):
        building, entrance, room = elector.place
        row: dict[str, Any] = mine | {"id": new_id(), "number": number, "paper_serial": paper_serial(order)}
        row |= {"building": building, "entrance": entrance, "room": room, "area": elector.area}
        row |= {
            "names": [owner.name for owner in elector.names],
            "units": [list(u.place) for u in elector.units],
        }
        rows.append(row)
        rooms.extend(_rooms(mine | {"elector_id": row["id"]}, elector))
        turnout[building] = turnout.get(building, Weight()) + Weight(1, elector.area)
    # The count reads them by number: kept in that order, a million are read from one end to the other.
    session.execute(insert(ElectorRow), sorted(rows, key=itemgetter("number")))
    session.execute(insert(ElectorUnit), rooms)
    session.execute(
        insert(BuildingTurnout),
        [
            mine | {"building": building, "heads_total": whole.heads, "area_total": whole.area}
            for building, whole in turnout.items()
        ],
    )


def _rooms(keys: dict[str, Any], elector: Elector) -> Iterable[dict[str, Any]]:
    for unit in elector.units:
        place = {"building": unit.building, "entrance": unit.entrance, "room": unit.room}
        yield keys | place | {"area": unit.area or 0}
