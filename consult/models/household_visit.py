"""Within a deed: which elector a door belongs to, and beginning a household's visit, by whichever way it came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.procedure import procedure_from_json
from consult.domain.roll_file.places import building_label, entrance_label, room_label
from consult.domain.sign_in import plain
from consult.domain.visit import Audience, new_key
from consult.models.account import Visit
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow, ElectorUnit

_LONGEST_TYPED = 60


@dataclass(frozen=True, slots=True)
class HouseholdSignedIn:
    """A visit that has begun: the key for the browser, and whose it is."""

    key: str
    estate_id: int
    consultation_id: int
    consultation_code: str
    elector_id: int


def door_meant(building: str, entrance: str, room: str) -> tuple[str, str, str]:
    """The door meant by what was typed: 12号楼 is 12, 301室 is 301."""
    typed = (plain(part)[:_LONGEST_TYPED] for part in (building, entrance, room))
    building, entrance, room = typed
    return building_label(building), entrance_label(entrance), room_label(room)


def elector_at(session: Session, consultation: Consultation, door: tuple[str, str, str]) -> ElectorRow | None:
    """The elector who answers for a door, if there is one."""
    building, entrance, room = door
    units = session.scalars(
        select(ElectorUnit).where(
            ElectorUnit.estate_id == consultation.estate_id,
            ElectorUnit.consultation_id == consultation.id,
            ElectorUnit.building == building,
            ElectorUnit.room == room,
        )
    ).all()
    # Many doors say no entrance; one that is left out is taken as meant where only one room fits.
    fitting = [unit for unit in units if unit.entrance == entrance] or ([] if entrance else list(units))
    if len(fitting) != 1:
        return None
    return session.get(ElectorRow, (consultation.estate_id, fitting[0].elector_id))


def begin_household_visit(session: Session, elector: ElectorRow, now: datetime) -> HouseholdSignedIn:
    """Let an elector's household in; while the vote runs, its ballot has then been served."""
    consultation = session.get_one(Consultation, (elector.estate_id, elector.consultation_id))
    key = new_key()
    session.add(
        Visit.begun(
            key,
            Audience.HOUSEHOLD,
            now=now,
            estate_id=elector.estate_id,
            subject_id=elector.id,
            consultation_id=elector.consultation_id,
        )
    )
    # Where tenants are asked too, it is not known yet who is reading: `show_ballot` notes it once they have said so.
    if consultation.state == State.OPEN and not procedure_from_json(consultation.procedure).tenants:
        _note_served(session, elector, now)
    return HouseholdSignedIn(key, elector.estate_id, elector.consultation_id, consultation.code, elector.id)


def _note_served(session: Session, elector: ElectorRow, now: datetime) -> None:
    # While it is open, signing in shows the ballot: one of the ways of effective service (voting rules §4).
    session.execute(
        update(ElectorRow)
        .where(
            ElectorRow.estate_id == elector.estate_id,
            ElectorRow.id == elector.id,
            ElectorRow.served_at.is_(None),
        )
        .values(served_at=now)
    )
