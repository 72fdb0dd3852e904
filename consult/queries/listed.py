"""Whole lists of a consultation for a file: its electors with all their rooms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.walking_order import in_walking_order
from consult.models.electorate import ElectorRow, ElectorUnit
from consult.queries.consultations import ConsultationView
from consult.wording.places import Door


@dataclass(frozen=True, slots=True)
class ListedElector:
    """One elector: the door of the letter, the names on the roll, every room with its area, and the whole area.

    The public number is left out: beside a door it would tell which line of the book is whose.
    """

    door: Door
    names: tuple[str, ...]
    rooms: tuple[tuple[Door, int], ...]
    area: int


def electors_listed(session: Session, view: ConsultationView) -> list[ListedElector]:
    """All electors of a consultation in walking order; none before it is announced."""
    rooms: dict[int, list[tuple[Door, int]]] = defaultdict(list)
    for unit in session.execute(
        select(ElectorUnit.elector_id, ElectorUnit.building, ElectorUnit.entrance, ElectorUnit.room, ElectorUnit.area)
        .where(ElectorUnit.estate_id == view.estate.id, ElectorUnit.consultation_id == view.id)
        .order_by(ElectorUnit.building, ElectorUnit.entrance, ElectorUnit.room)
    ):
        rooms[unit.elector_id].append(((unit.building, unit.entrance, unit.room), unit.area))
    rows = session.execute(
        select(
            ElectorRow.id, ElectorRow.building, ElectorRow.entrance, ElectorRow.room, ElectorRow.names, ElectorRow.area
        ).where(ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
    )
    found = [
        ListedElector((row.building, row.entrance, row.room), tuple(row.names), tuple(rooms[row.id]), row.area)
        for row in rows
    ]
    return in_walking_order(found, lambda elector: elector.door)
