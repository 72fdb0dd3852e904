"""The frozen electorate as the count needs it: each elector's area and place, by elector number.

Twelve bytes an elector, so that a city's roll fits in memory beside a book that is only passed through.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from itertools import repeat

from consult.domain.consent import Weight

Place = tuple[str, str]
"""A building and an entrance."""

NOWHERE: Place = ("", "")
"""The place of electors whose place does not matter."""

_UNKNOWN = -1


class Electors:
    """Areas (0.01 m²) and places by elector number; `places` in the order in which they were met."""

    __slots__ = ("_areas", "_of_place", "_places", "places")

    def __init__(self, rows: Iterable[tuple[int, int, Place]]) -> None:
        """Take in (number, area, place) of every elector, in any order."""
        self._areas = array("q")
        self._places = array("I")
        known: dict[Place, int] = {}
        of_place: list[list[int]] = []
        for number, area, place in rows:
            at = known.setdefault(place, len(known))
            if at == len(of_place):
                of_place.append([0, 0])
            of_place[at][0] += 1
            of_place[at][1] += area
            if number >= len(self._areas):
                self._make_room(number)
            self._areas[number] = area
            self._places[number] = at
        self.places: tuple[Place, ...] = tuple(known)
        self._of_place = tuple(Weight(heads, area) for heads, area in of_place)

    @classmethod
    def of_areas(cls, areas: Mapping[int, int]) -> Electors:
        """Electors of whom only the areas matter."""
        return cls((number, area, NOWHERE) for number, area in areas.items())

    def _make_room(self, number: int) -> None:
        """Numbers come in any order: room for this one and an eighth more."""
        missing = number + 1 + number // 8 - len(self._areas)
        self._areas.extend(repeat(_UNKNOWN, missing))
        self._places.extend(repeat(0, missing))

    def find(self, number: int) -> tuple[int, int]:
        """An elector's area and the index of their place; KeyError for a number that is nobody's."""
        try:
            area = self._areas[number]
        except IndexError:
            area = _UNKNOWN
        if area < 0 or number < 0:
            raise KeyError(number)
        return area, self._places[number]

    def weight_of(self, numbers: Iterable[int]) -> Weight:
        """Heads and area of some electors together."""
        areas = [self.find(number)[0] for number in numbers]
        return Weight(len(areas), sum(areas))

    @property
    def whole(self) -> Weight:
        """Heads and area of all."""
        return sum(self._of_place, Weight())

    def electorate_at(self, at: int) -> Weight:
        """Heads and area of the place with this index."""
        return self._of_place[at]
