"""The roll in force as the console shows it: its version, what it amounts to, and its buildings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consult.domain.consent import Weight
from consult.domain.electorate import Basis, CountingSettings, Unit
from consult.domain.electors import electors_of
from consult.domain.refusal import Refusal
from consult.domain.roll_summary import RollSummary, roll_summary
from consult.domain.scope import Door, Place, in_scope
from consult.domain.walking_order import natural
from consult.models.base import db
from consult.queries.procedure import counting_settings
from consult.queries.roll import RollVersion, roll_in_force, units_of


@dataclass(frozen=True, slots=True)
class RollFigures:
    """One version of the roll and its summary."""

    version: RollVersion
    summary: RollSummary


def roll_or_none(estate_id: int) -> RollFigures | None:
    """The roll in force, or None before the first import."""
    found = _version(estate_id)
    if found is None:
        return None
    counting = counting_settings(db.session(), estate_id)
    summary = _remembered.get((found.id, counting))
    if summary is None:
        summary = roll_summary(units_of(db.session(), estate_id, found.id), counting, found.rows)
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        _remembered[found.id, counting] = summary
    return RollFigures(found, summary)


_MOST_REMEMBERED = 100
_remembered: dict[tuple[int, CountingSettings], RollSummary] = {}
"""What versions of rolls amount to: a version never changes, and has thousands of units."""


def units_in_force(estate_id: int) -> tuple[Unit, ...]:
    """The units of the roll in force; none before the first import."""
    found = _version(estate_id)
    return () if found is None else units_of(db.session(), estate_id, found.id)


def electorate_in_force(
    units: Iterable[Unit],
    scope: tuple[Place, ...],
    left_out: tuple[Door, ...],
    members: tuple[Door, ...],
    basis: Basis,
    counting: CountingSettings,
) -> Weight:
    """Who would be asked if it were announced now; nothing where nobody would."""
    try:
        electors = electors_of(in_scope(units, scope, left_out, members), basis, counting)
    except Refusal:
        return Weight()
    return Weight(len(electors), sum(elector.area for elector in electors))


def _version(estate_id: int) -> RollVersion | None:
    try:
        return roll_in_force(db.session(), estate_id)
    except Refusal:
        return None


def places_of_roll(units: Iterable[Unit]) -> list[Place]:
    """Buildings, and their entrances where they have several, in walking order."""
    entrances: dict[str, set[str]] = {}
    for unit in units:
        entrances.setdefault(unit.building, set()).add(unit.entrance)
    places: list[Place] = []
    for building in sorted(entrances, key=natural):
        places.append(Place(building))
        inner = sorted(entrances[building] - {""}, key=natural)
        places.extend(Place(building, entrance) for entrance in inner if len(inner) > 1)
    return places
