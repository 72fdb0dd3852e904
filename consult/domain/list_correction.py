"""The list of an announced vote beside the roll as it has been corrected since: what changes, and what cannot.

Until voting opens the roll is corrected, and the list follows as long as everybody stays the elector they are: areas
and names may change, but who answers for which rooms is on letters that are out, and numbers have been drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consult.domain.electors import Elector, place_order
from consult.domain.refusal import reasons

reasons(
    list_stands_still="code: a correction of the list of a vote that has opened, or is not announced yet",
    list_regrouped="n: rooms that have come to another elector, are new or are gone, so that a list cannot follow",
    list_not_changed="the list of a vote that says what the roll says",
)

Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """An elector as the list has it; `areas` by place and `area` in 0.01 m²."""

    id: int
    place: Place
    area: int
    names: tuple[str, ...]
    areas: tuple[tuple[Place, int], ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """An elector whose area or names the roll has otherwise now."""

    listed: Listed
    elector: Elector


@dataclass(frozen=True, slots=True)
class ListCorrection:
    """What follows, in walking order; `regrouped`: rooms whose elector is another one now, or that came or went."""

    corrected: tuple[Corrected, ...]
    regrouped: tuple[Place, ...]
    area: int


def list_correction(listed: Sequence[Listed], electors: Iterable[Elector]) -> ListCorrection:
    """Hold the list beside the electors that the roll has now; `area` is what the whole would be then."""
    now = {frozenset(unit.place for unit in elector.units): elector for elector in electors}
    whole = sum(elector.area for elector in now.values())
    corrected, regrouped = [], set[Place]()
    for one in listed:
        places = frozenset(place for place, _ in one.areas)
        elector = now.pop(places, None)
        if elector is None:
            regrouped |= places
        elif _as_listed(elector) != (one.area, one.names, frozenset(one.areas)):
            corrected.append(Corrected(one, elector))
    for places in now:
        regrouped |= places
    corrected.sort(key=lambda one: place_order(one.listed.place))
    return ListCorrection(tuple(corrected), tuple(sorted(regrouped, key=place_order)), whole)


def _as_listed(elector: Elector) -> tuple[int, tuple[str, ...], frozenset[tuple[Place, int]]]:
    areas = frozenset((unit.place, unit.area or 0) for unit in elector.units)
    return (elector.area, tuple(owner.name for owner in elector.names), areas)
