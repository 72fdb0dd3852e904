"""The demo estate's twelve buildings: walk-ups of six storeys and towers of fourteen to eighteen; areas in 0.01 m²."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

DWELLING, SHOP = "住宅", "商铺"


@dataclass(frozen=True, slots=True)
class Door:
    """One unit before anybody owns it."""

    building: str
    entrance: str
    room: str
    area: int
    kind: str = DWELLING


@dataclass(frozen=True, slots=True)
class Building:
    """A building: its storeys, and for each entrance the areas of one storey's flats, stack by stack."""

    number: str
    storeys: int
    entrances: tuple[tuple[int, ...], ...]
    first_storey: int = 1
    shops: tuple[int, ...] = ()
    attic: int = 0

    def doors(self) -> Iterator[Door]:
        """All units, entrance by entrance, from the ground up."""
        for at, area in enumerate(self.shops, start=1):
            yield Door(self.number, "", f"底商{at}", area, SHOP)
        for entrance, stacks in enumerate(self.entrances, start=1):
            for storey in range(self.first_storey, self.storeys + 1):
                for stack, area in enumerate(stacks, start=1):
                    extra = self.attic if storey == self.storeys else 0
                    yield Door(self.number, self._entrance(entrance), f"{storey}{stack:02d}", area + extra)

    def _entrance(self, number: int) -> str:
        return str(number) if len(self.entrances) > 1 else ""


_SMALL, _MIDDLE = (5432, 6817), (4586, 3824, 6251)
_TOWER, _BROAD = (8873, 10245, 10262, 8873), (7412, 9935, 11890, 11890, 9935, 7412)

BUILDINGS: tuple[Building, ...] = (
    *(Building(str(n), 6, (_SMALL, _SMALL, _SMALL)) for n in (1, 2, 3)),
    *(Building(str(n), 6, ((7126, 8340),) * 3, attic=1218) for n in (4, 5)),
    *(Building(str(n), 6, (_MIDDLE, _MIDDLE)) for n in (6, 7, 8)),
    Building("9", 14, (_TOWER,), first_storey=2, shops=(4280, 6135, 3890, 5560, 12_640, 7725)),
    Building("10", 18, (_TOWER,)),
    Building("11", 18, ((10_436, 13_972, 13_972, 10_436),)),
    Building("12", 18, (_BROAD,)),
)

PARKING = tuple(Door("地下车库", "", f"B1-{n:02d}", 1325 if n % 5 else 1580, "车位") for n in range(1, 61))
"""Sixty parking spaces, every fifth a wide one."""
