"""Which rooms of a building have taken part: never what anybody chose, and of a secret poll nothing at all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.domain.walking_order import in_walking_order
from consult.models.ballot import Ballot
from consult.models.electorate import ElectorUnit
from consult.models.paper_sheet import PaperSheet
from consult.queries.consultations import ConsultationView
from consult.queries.sheets import WAITING


@dataclass(frozen=True, slots=True)
class RoomTurnout:
    """One room: whether its owner's ballot counts, or else whether a sheet of theirs waits for a second person."""

    place: tuple[str, str, str]
    took_part: bool
    waits: bool


def rooms_of(session: Session, view: ConsultationView, building: str) -> list[RoomTurnout]:
    """The rooms of a building in walking order; whoever owns several has taken part in each by one ballot.

    Of a secret poll none, also after the end: that a household answered is nobody's business but its own there.
    """
    if view.is_secret:
        return []
    rows = session.execute(
        select(ElectorUnit.building, ElectorUnit.entrance, ElectorUnit.room, _answered(), _waits()).where(
            ElectorUnit.estate_id == view.estate.id,
            ElectorUnit.consultation_id == view.id,
            ElectorUnit.building == building,
        )
    )
    found = [
        RoomTurnout((row.building, row.entrance, row.room), bool(row.took_part), bool(row.waits and not row.took_part))
        for row in rows
    ]
    return in_walking_order(found, lambda room: room.place)


def _answered() -> ColumnElement[bool]:
    return (
        select(Ballot.id)
        .where(
            Ballot.estate_id == ElectorUnit.estate_id,
            Ballot.consultation_id == ElectorUnit.consultation_id,
            Ballot.elector_id == ElectorUnit.elector_id,
        )
        .exists()
        .label("took_part")
    )


def _waits() -> ColumnElement[bool]:
    return (
        select(PaperSheet.id)
        .where(
            PaperSheet.estate_id == ElectorUnit.estate_id,
            PaperSheet.consultation_id == ElectorUnit.consultation_id,
            PaperSheet.elector_id == ElectorUnit.elector_id,
            PaperSheet.standing.in_(WAITING),
        )
        .exists()
        .label("waits")
    )
