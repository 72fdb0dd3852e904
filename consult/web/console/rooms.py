"""The rooms of a building as they lie above each other: who has taken part, never what they chose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask import render_template, request

from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.domain.walking_order import floor_and_door, natural
from consult.models.base import db
from consult.queries.rooms import RoomTurnout, rooms_of
from consult.queries.turnout import by_building
from consult.web.access import allow
from consult.web.console.pages import READERS, console, my_consultation


@dataclass(frozen=True, slots=True)
class Entrance:
    """One entrance (its name may be empty): its floors from the top down, each with its rooms."""

    name: str
    floors: tuple[tuple[RoomTurnout, ...], ...]


@console.get("/c/<code>/rooms")
@allow.staff(*READERS)
def rooms(code: str) -> str:
    """One building's rooms, the first building's unless one is named."""
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    buildings = by_building(db.session(), view)
    names = [row.building for row in buildings]
    building = request.args.get("building", "")
    building = building if building in names else next(iter(names), "")
    found = rooms_of(db.session(), view, building) if building else []
    return render_template(
        "console/rooms.html",
        view=view,
        buildings=buildings,
        building=building,
        entrances=entrances(found),
        answered=sum(room.took_part for room in found),
        waiting=sum(room.waits for room in found),
        rooms=len(found),
    )


def entrances(rooms: Iterable[RoomTurnout]) -> list[Entrance]:
    """Rooms by entrance, and within it by the floor that their labels tell."""
    ordered = sorted(rooms, key=lambda room: (natural(room.place[1]), room.place[1]))
    return [Entrance(name, _floors(list(group))) for name, group in groupby(ordered, key=lambda room: room.place[1])]


def _floors(rooms: list[RoomTurnout]) -> tuple[tuple[RoomTurnout, ...], ...]:
    """From the top down, as one stands before the house; the rooms of a floor in their order."""
    ordered = sorted(rooms, key=lambda room: floor_and_door(room.place[2]))
    floors = [tuple(group) for _, group in groupby(ordered, key=lambda room: floor_and_door(room.place[2])[0])]
    return tuple(reversed(floors))
