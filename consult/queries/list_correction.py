"""The list of a vote beside the roll in force."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.electorate import Basis
from consult.domain.electors import Elector, electors_of
from consult.domain.list_correction import ListCorrection, Listed, Place, list_correction
from consult.domain.procedure import procedure_from_json
from consult.domain.scope import in_scope, scope_from_json
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow, ElectorUnit
from consult.queries.roll import roll_in_force, units_of


def list_correction_of(session: Session, consultation: Consultation) -> ListCorrection:
    """What the corrections since the announcement change in this vote's list; refuses `no-roll`."""
    return list_correction(_listed(session, consultation), _electors(session, consultation))


def _electors(session: Session, consultation: Consultation) -> tuple[Elector, ...]:
    """Who the electors would be if it were announced now, by the rules of procedure it was announced with."""
    estate_id = consultation.estate_id
    scope, left_out, members = scope_from_json(consultation.scope)
    units = in_scope(units_of(session, estate_id, roll_in_force(session, estate_id).id), scope, left_out, members)
    return electors_of(units, Basis(consultation.basis), procedure_from_json(consultation.procedure).counting)


def _listed(session: Session, consultation: Consultation) -> list[Listed]:
    mine = (consultation.estate_id, consultation.id)
    rooms: dict[int, list[tuple[Place, int]]] = defaultdict(list)
    for room in session.scalars(
        select(ElectorUnit).where(ElectorUnit.estate_id == mine[0], ElectorUnit.consultation_id == mine[1])
    ):
        rooms[room.elector_id].append(((room.building, room.entrance, room.room), room.area))
    rows = session.scalars(
        select(ElectorRow).where(ElectorRow.estate_id == mine[0], ElectorRow.consultation_id == mine[1])
    )
    return [
        Listed(row.id, (row.building, row.entrance, row.room), row.area, tuple(row.names), tuple(rooms[row.id]))
        for row in rows
    ]
