"""Deed: let the list of an announced vote follow the corrections of the roll, until voting opens."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.list_correction import ListCorrection
from consult.domain.refusal import Refusal
from consult.domain.rules import rule_from_json
from consult.models.ballot import BuildingTurnout
from consult.models.base import deed
from consult.models.book import lock_book
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow, ElectorUnit
from consult.queries.list_correction import list_correction_of
from consult.queries.roll import roll_in_force


@deed
def correct_list(session: Session, estate_id: int, consultation_id: int, *, by: str, now: datetime) -> ListCorrection:
    """Take the roll's areas and names over; answers what changed. Numbers, serials and letters stay whose they are.

    Refuses `unknown-consultation`, `list-stands-still`, `list-not-changed`, `list-regrouped` and `area-missing`.
    """
    # Opening waits here too, so that the first line of the book never holds half of a correction.
    lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id), with_for_update=True)
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    if consultation.state != State.ANNOUNCED or now >= consultation.closes_at:
        raise Refusal("list-stands-still", code=consultation.code)
    found = list_correction_of(session, consultation)
    _refuse_what_cannot_follow(consultation, found)
    _write(session, consultation, found)
    consultation.roll_id = roll_in_force(session, estate_id).id
    consultation.electorate_area = found.area
    return found


def _refuse_what_cannot_follow(consultation: Consultation, found: ListCorrection) -> None:
    if found.regrouped:
        raise Refusal("list-regrouped", n=len(found.regrouped))
    if not found.corrected:
        raise Refusal("list-not-changed")
    missing = sum(one.elector.missing_area for one in found.corrected)
    if missing and rule_from_json(consultation.rule).weighs_area:
        raise Refusal("area-missing", units=missing)


def _write(session: Session, consultation: Consultation, found: ListCorrection) -> None:
    estate_id = consultation.estate_id
    moved: dict[str, int] = defaultdict(int)
    for one in found.corrected:
        row = session.get_one(ElectorRow, (estate_id, one.listed.id))
        moved[row.building] += one.elector.area - row.area
        row.area, row.names = one.elector.area, [owner.name for owner in one.elector.names]
        areas = {unit.place: unit.area or 0 for unit in one.elector.units}
        rooms = select(ElectorUnit).where(ElectorUnit.estate_id == estate_id, ElectorUnit.elector_id == row.id)
        for room in session.scalars(rooms):
            room.area = areas[room.building, room.entrance, room.room]
    mine = (BuildingTurnout.estate_id == estate_id, BuildingTurnout.consultation_id == consultation.id)
    for building in session.scalars(select(BuildingTurnout).where(*mine, BuildingTurnout.building.in_(moved))):
        building.area_total += moved[building.building]
