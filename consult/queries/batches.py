"""For whom a batch is printed: everybody, a building or chosen rooms; divided into parts, and read part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from consult.documents.ballot_paper import PaperBallot
from consult.documents.letter import Household
from consult.domain.printing import LARGEST_PART, Batch, Part, Which, parts_of
from consult.domain.refusal import Refusal
from consult.domain.walking_order import in_walking_order
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.queries.electors_typed import elector_typed
from consult.queries.service import was_returned

_AT_ONCE = 500
"""How many electors are asked for in one query."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom a batch is for: rooms as typed, or else a building, or else everybody; `which` counts for letters only.

    `by_building` asks for a file for each building.
    """

    building: str = ""
    rooms: tuple[str, ...] = ()
    which: Which = Which.NEW
    by_building: bool = False


def rooms_in(typed: str) -> tuple[str, ...]:
    """The rooms in a text with one on each line, or with semicolons between them."""
    return tuple(dict.fromkeys(room.strip() for room in re.split(r"[\n;；]", typed) if room.strip()))


def batch_parts(
    session: Session, view: ConsultationView, batch: Batch, chosen: Chosen, largest: int = LARGEST_PART
) -> list[Part]:
    """What would be printed, divided into files.

    Refuses `nobody-to-print-for`, `letters-none-left`, `nobody-out`, and for rooms `unknown-door`, `unknown-serial`
    and `serial-mistyped`.
    """
    found = _doors(session, view, chosen)
    if not found:
        raise Refusal("nobody-to-print-for")
    left = _wanting(session, view, batch, chosen, found)
    if not left:
        raise Refusal("nobody-out" if batch is Batch.WALKING_LISTS else "letters-none-left")
    walked = in_walking_order(left, lambda row: (row.building, row.entrance, row.room))
    return parts_of([(row.building, row.id) for row in walked], largest, by_building=chosen.by_building)


def _wanting(
    session: Session, view: ConsultationView, batch: Batch, chosen: Chosen, found: list[Row[Any]]
) -> list[Row[Any]]:
    """Those of them for whom there is something to print: all, save for letters and walking lists."""
    if batch.holds_codes and chosen.which is Which.NEW:
        return [row for row in found if row.issued_at is None]
    if batch is Batch.WALKING_LISTS:
        back = select(ElectorRow.id).where(
            ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id, was_returned(view)
        )
        returned = set(session.scalars(back))
        return [row for row in found if row.id not in returned]
    return found


def _doors(session: Session, view: ConsultationView, chosen: Chosen) -> list[Row[Any]]:
    wanted = select(
        ElectorRow.id, ElectorRow.building, ElectorRow.entrance, ElectorRow.room, ElectorRow.issued_at
    ).where(ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
    if chosen.rooms:
        wanted = wanted.where(ElectorRow.id.in_(_typed(session, view, chosen.rooms)))
    elif chosen.building:
        wanted = wanted.where(ElectorRow.building == chosen.building)
    return list(session.execute(wanted))


def _typed(session: Session, view: ConsultationView, rooms: Sequence[str]) -> set[int]:
    """The electors of these rooms. All rooms that lead nowhere are named together, so that they are mended at once."""
    found, faults = set(), []
    for room in rooms:
        try:
            found.add(elector_typed(session, view.estate.id, view.id, room).id)
        except Refusal as refusal:
            faults.append(refusal)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Refusal(faults[0].reason, **faults[0].details, faults=tuple(faults))
    return found


def buildings_of(session: Session, view: ConsultationView) -> dict[int, str]:
    """Each elector's building."""
    wanted = select(ElectorRow.id, ElectorRow.building).where(
        ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id
    )
    return dict(session.execute(wanted).all())


def households_of(session: Session, view: ConsultationView, electors: Sequence[int]) -> Iterator[tuple[int, Household]]:
    """Each elector's letter without its key, which is made only when the letter is; in the order asked for."""
    for row in _rows(session, view, electors):
        yield (
            row.id,
            Household(
                building=row.building,
                entrance=row.entrance,
                room=row.room,
                link="",
                code="",
                serial=row.paper_serial,
                area=row.area if view.rule.weighs_area else None,
                units=_units(row),
            ),
        )


def ballots_of(session: Session, view: ConsultationView, electors: Sequence[int]) -> Iterator[PaperBallot]:
    """Each elector's paper ballot; in the order asked for."""
    for row in _rows(session, view, electors):
        yield PaperBallot(
            building=row.building,
            entrance=row.entrance,
            room=row.room,
            serial=row.paper_serial,
            area=row.area if view.rule.weighs_area else None,
            units=_units(row),
        )


def _units(row: Row[Any]) -> list[tuple[str, str, str]]:
    return [(building, entrance, room) for building, entrance, room in row.units]


def _rows(session: Session, view: ConsultationView, electors: Sequence[int]) -> Iterator[Row[Any]]:
    for at in range(0, len(electors), _AT_ONCE):
        asked = electors[at : at + _AT_ONCE]
        wanted = select(
            ElectorRow.id, ElectorRow.building, ElectorRow.entrance, ElectorRow.room, ElectorRow.area,
            ElectorRow.units, ElectorRow.paper_serial,
        ).where(
            ElectorRow.estate_id == view.estate.id,
            ElectorRow.consultation_id == view.id,
            ElectorRow.id.in_(asked),
        )  # fmt: skip
        found = {row.id: row for row in session.execute(wanted)}
        yield from (found[elector] for elector in asked if elector in found)
