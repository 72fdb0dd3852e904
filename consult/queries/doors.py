"""The buildings and entrances of a consultation, for the lists of a sign-in form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.electorate import ElectorUnit


@dataclass(frozen=True, slots=True)
class Doors:
    """Names as the roll writes them, in the order people count them; no entrances where no door has one."""

    buildings: tuple[str, ...]
    entrances: tuple[str, ...]


def doors_of(session: Session, estate_id: int, consultation_id: int) -> Doors:
    """Where the electors of a consultation live; says nothing about any of them."""
    rows = session.execute(
        select(ElectorUnit.building, ElectorUnit.entrance)
        .where(ElectorUnit.estate_id == estate_id, ElectorUnit.consultation_id == consultation_id)
        .distinct()
    ).all()
    return Doors(
        buildings=_in_order({building for building, _ in rows}),
        entrances=_in_order({entrance for _, entrance in rows if entrance}),
    )


def _in_order(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=_counted))


def _counted(name: str) -> tuple[tuple[int, int, str], ...]:
    """Figures inside a name are counted: 2 stands before 10."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
