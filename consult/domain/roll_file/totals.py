"""The figures of total rows: never units, but a check on the areas read above them."""

from __future__ import annotations

from dataclasses import dataclass

from consult.domain.roll_file.areas import read_area
from consult.domain.roll_file.faults import Flaw, flaw
from consult.domain.roll_file.sheets import Cell


@dataclass(slots=True)
class RunningSum:
    """Areas read so far on a sheet, in 0.01 m²: since its top, and since the last total row."""

    whole: int = 0
    part: int = 0
    is_certain: bool = True

    def add(self, area: int | None) -> None:
        """Add one unit; after an area that could not be read no total is compared."""
        if area is None:
            self.is_certain = False
        else:
            self.whole += area
            self.part += area

    def compare(self, cell: Cell) -> Flaw | None:
        """What is wrong with a total row whose area is neither the whole nor the part; starts a new part."""
        given, _ = read_area(cell)
        part, self.part = self.part, 0
        if given is None or not self.is_certain or given in (part, self.whole):
            return None
        return flaw("total-differs", given=_written(given), summed=_written(part or self.whole))


def _written(area: int) -> str:
    return f"{area // 100}.{area % 100:02d}"
