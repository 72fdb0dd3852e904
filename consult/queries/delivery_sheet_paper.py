"""What delivery sheets say: the electors of each building in walking order, with what the service log holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.documents.delivery_sheet import DeliveryLine, DeliverySheet
from consult.domain.printing import Part
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.queries.papers import imprint
from consult.queries.service import ServedElector, service_by_building, service_in
from consult.wording.places import Door


def delivery_sheet(view: ConsultationView, now: datetime) -> DeliverySheet:
    """What heads every delivery sheet of a consultation."""
    return DeliverySheet(
        estate=view.estate.name,
        title=view.title,
        issuer=view.estate.committee,
        closes_at=view.closes_at,
        imprint=imprint(view, now),
    )


def delivery_lines(
    session: Session, view: ConsultationView, building: str = ""
) -> list[tuple[str, Sequence[DeliveryLine]]]:
    """The lines of a building, or of every one in scope, each building by itself."""
    names = [building] if building else [row.building for row in service_by_building(session, view)]
    lists = [(name, _lines(session, view, name)) for name in names]
    return [(name, lines) for name, lines in lists if lines]


def delivery_lines_of(session: Session, view: ConsultationView, part: Part) -> list[tuple[str, Sequence[DeliveryLine]]]:
    """The lines of the electors of one file of a batch, each building by itself."""
    chosen = frozenset(part.electors)
    return [(name, _lines(session, view, name, chosen)) for name in part.buildings]


def _lines(
    session: Session, view: ConsultationView, building: str, chosen: Collection[int] | None = None
) -> list[DeliveryLine]:
    rooms = _rooms(session, view, building)
    return [
        _line(view, elector, *rooms[elector.elector_id])
        for elector in service_in(session, view, building)
        if chosen is None or elector.elector_id in chosen
    ]


def _line(view: ConsultationView, elector: ServedElector, area: int, units: Sequence[Door]) -> DeliveryLine:
    return DeliveryLine(
        place=elector.place,
        serial=elector.serial,
        area=area if view.rule.weighs_area else None,
        units=units,
        service=elector.service,
        has_returned=elector.has_returned,
        attempts=elector.attempts,
    )


def _rooms(session: Session, view: ConsultationView, building: str) -> dict[int, tuple[int, Sequence[Door]]]:
    """Area in 0.01 m² and all doors, by elector."""
    rows = session.execute(
        select(ElectorRow.id, ElectorRow.area, ElectorRow.units).where(
            ElectorRow.estate_id == view.estate.id,
            ElectorRow.consultation_id == view.id,
            ElectorRow.building == building,
        )
    )
    return {
        elector_id: (area, [(name, entrance, room) for name, entrance, room in units])
        for elector_id, area, units in rows
    }
