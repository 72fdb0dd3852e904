"""The rows of one sheet under its header, each read, passed over or joined to the room it continues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from consult.domain.electorate import UnitKind
from consult.domain.roll_file.across import PlacedUnit
from consult.domain.roll_file.cells import is_blank, plain
from consult.domain.roll_file.faults import Fault, Flaw, flaw
from consult.domain.roll_file.header import Column, Header
from consult.domain.roll_file.owners import listed, read_owners
from consult.domain.roll_file.rows import (
    Cells,
    RowReading,
    first_text,
    has_total,
    is_header_again,
    is_remark,
    is_total,
    read_row,
)
from consult.domain.roll_file.sheets import Row, Sheet, covered_from
from consult.domain.roll_file.totals import RunningSum

# An area merged over several rooms is the sum of them all: filling it down would count it more than once.
_FILLED_DOWN = frozenset(Column) - {Column.ROOM, Column.AREA}


class SheetRows:
    """Reads the rows of one sheet into `placed`, `faults` and `rows` (how many hold a unit)."""

    def __init__(self, sheet: Sheet, header: Header, kind: UnitKind | None) -> None:
        """`kind` is what the sheet's name says of rows that do not say their kind."""
        self.sheet, self.header, self.kind = sheet, header, kind
        self.columns: Mapping[Column, int] = header.columns
        self.placed: list[PlacedUnit] = []
        self.faults: list[Fault] = []
        self.rows = 0
        self._covered = covered_from(sheet, set(self.columns.values()))
        self._begun: dict[int, int] = {}
        self._sum = RunningSum()

    def read(self) -> None:
        """Read every row below the header."""
        for number in range(self.header.row + 1, len(self.sheet.rows)):
            self._read_row(number, self.sheet.rows[number])

    def _read_row(self, number: int, row: Row) -> None:
        first = first_text(row)
        if not first:
            return
        if is_total(first):
            self._compare_total(number, row)
            return
        width = len(row)
        cells: Cells = {c: row[place] if place < width else None for c, place in self.columns.items()}
        begun = self._covered.get((number, self.columns[Column.ROOM])) if self._covered else None
        if begun is not None:
            self._continue_unit(begun, number, cells)
        elif has_total(row, cells):
            self._compare_total(number, row)
        elif is_remark(cells):
            self._say(number, None, flaw("row-not-read", given=first[:40]))
        elif not is_header_again(cells):
            self._read_unit(number, row, cells)

    def _read_unit(self, number: int, row: Row, cells: Cells) -> None:
        self.rows += 1
        shares_area = False
        if self._covered:
            self._fill_down(number, cells)
            shares_area = self._shares_area(number)
        read = read_row(cells, self.kind, shares_area)
        self._keep(number, row, read)

    def _keep(self, number: int, row: Row, read: RowReading) -> None:
        for column, what in read.flaws:
            self._say(number, column, what)
        self._sum.add(read.unit.area if read.unit else None)
        if read.unit is not None:
            self._begun[number] = len(self.placed)
            aside = self._aside(row) if self.header.unknown else ()
            self.placed.append(PlacedUnit(self.sheet.name, number + 1, self.columns, read.unit, aside))

    def _fill_down(self, number: int, cells: Cells) -> None:
        for column, place in self.columns.items():
            top = self._covered.get((number, place))
            if top is not None and column in _FILLED_DOWN and top > self.header.row:
                above = self.sheet.rows[top]
                cells[column] = above[place] if place < len(above) else None

    def _shares_area(self, number: int) -> bool:
        place = self.columns.get(Column.AREA)
        return place is not None and (number, place) in self._covered

    def _continue_unit(self, begun: int, number: int, cells: Cells) -> None:
        """A row under a merged room cell names a further owner of that room."""
        owners, odd = read_owners(listed(cells.get(Column.OWNER)), plain(cells.get(Column.OWNER_KEY)))
        if odd is not None:
            self._say(number, Column.OWNER, odd)
        if begun not in self._begun:
            return
        if not is_blank(cells.get(Column.AREA)):
            self._say(number, Column.AREA, flaw("area-twice"))
        index = self._begun[begun]
        here = self.placed[index]
        together = tuple(dict.fromkeys((*here.unit.owners, *owners)))
        self.placed[index] = replace(here, unit=replace(here.unit, owners=together))

    def _compare_total(self, number: int, row: Row) -> None:
        place = self.columns.get(Column.AREA)
        cell = row[place] if place is not None and place < len(row) else None
        told = self._sum.compare(cell)
        if told is not None:
            self._say(number, Column.AREA, told)

    def _aside(self, row: Row) -> tuple[tuple[str, str], ...]:
        named = self.header.unknown.items()
        return tuple((name, text) for at, name in named if at < len(row) and (text := plain(row[at])))

    def _say(self, number: int, column: Column | None, what: Flaw) -> None:
        place = None if column is None else self.columns.get(column)
        self.faults.append(Fault(self.sheet.name, number + 1, place, what.key, what.details))
