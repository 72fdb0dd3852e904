"""Cells mended on the page of the check: laid over the sheets as they were handed in, which stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from consult.domain.refusal import Refusal
from consult.domain.roll_file.cells import is_blank, plain
from consult.domain.roll_file.faults import Fault
from consult.domain.roll_file.reading import RollReading, read_roll
from consult.domain.roll_file.sheets import Cell, Merge, Row, Sheet

LONGEST_CELL = 500
"""Characters of a cell that is typed."""

MOST_COLUMNS = 300
"""How far to the right a cell may be typed; a roll is far narrower."""

_COLUMNS_NAMED = 30


class Spot(NamedTuple):
    """A cell: the sheet's number from 0, its row from 1, its column from 0."""

    sheet: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Repairs:
    """What was typed over cells, rows (sheet, row) left out, and fault keys whose suggestion is taken throughout."""

    cells: tuple[tuple[Spot, str], ...] = ()
    left_out: frozenset[tuple[int, int]] = frozenset()
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell in its row: the column's name, what stands there now, whether it is faulty, and whether it was mended."""

    column: int
    name: str
    text: str
    is_faulty: bool
    is_mended: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the person's own sheet with its faults, to be mended in place.

    `names_columns`: no row of the sheet could be read as its header, and this one may be meant to be it.
    """

    sheet: int
    row: int
    cells: tuple[ShownCell, ...]
    faults: tuple[Fault, ...]
    is_left_out: bool
    can_be_left_out: bool
    names_columns: bool


def read_repaired(sheets: Sequence[Sheet], repairs: Repairs, name: str = "") -> tuple[list[Sheet], RollReading]:
    """The sheets with these repairs, and their reading; refuses what `read_roll` does."""
    mended = repaired(sheets, repairs)
    reading = read_roll(mended, name)
    suggested = tuple(_suggestions(mended, reading, repairs.taken))
    if not suggested:
        return mended, reading
    mended = repaired(mended, Repairs(suggested))
    return mended, read_roll(mended, name)


def repaired(sheets: Sequence[Sheet], repairs: Repairs) -> list[Sheet]:
    """Sheets with the cells that were typed; a row that is left out is blank, so that the others keep their numbers."""
    typed: dict[int, dict[tuple[int, int], str]] = defaultdict(dict)
    for spot, text in repairs.cells:
        typed[spot.sheet][spot.row - 1, spot.column] = text
    out: dict[int, set[int]] = defaultdict(set)
    for sheet, row in repairs.left_out:
        out[sheet].add(row - 1)
    return [_repaired(sheet, typed[n], out[n]) if typed[n] or out[n] else sheet for n, sheet in enumerate(sheets)]


def _repaired(sheet: Sheet, typed: dict[tuple[int, int], str], out: Collection[int]) -> Sheet:
    rows: list[Row] = list(sheet.rows)
    for row in out:
        if row < len(rows):
            rows[row] = ()
    for (row, column), text in typed.items():
        if row < len(rows) and row not in out:
            cells: list[Cell] = list(rows[row])
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = text
            rows[row] = cells
    # A value of its own splits the merged range that its cell was part of.
    whole = tuple(merge for merge in sheet.merges if not any(_holds(merge, *cell) for cell in typed))
    return replace(sheet, rows=rows, merges=whole)


def _holds(merge: Merge, row: int, column: int) -> bool:
    return merge.top <= row <= merge.bottom and merge.left <= column <= merge.right


def _suggestions(sheets: Sequence[Sheet], reading: RollReading, taken: Collection[str]) -> Iterator[tuple[Spot, str]]:
    """What the faults of these keys suggest, where the whole cell is what is wrong."""
    number = {sheet.name: n for n, sheet in enumerate(sheets)}
    for fault in reading.faults:
        perhaps = fault.details.get("perhaps")
        if fault.key in taken and perhaps and fault.column is not None:
            spot = Spot(number[fault.sheet], fault.row, fault.column)
            if _text(sheets, spot) == fault.details.get("given"):
                yield spot, perhaps


def suggestions_of(reading: RollReading) -> dict[str, int]:
    """Fault keys that suggest a value, and how often."""
    found: dict[str, int] = defaultdict(int)
    for fault in reading.faults:
        if "perhaps" in fault.details:
            found[fault.key] += 1
    return dict(found)


def rows_in_place(
    original: Sequence[Sheet], sheets: Sequence[Sheet], reading: RollReading, repairs: Repairs, most: int
) -> list[ShownRow]:
    """Rows to be shown with their faults: what was mended first, then what blocks, then what wants a look.

    `sheets` are those with the repairs; a row that is left out is shown as it was. At most `most` that were not mended.
    """
    whole = repaired(original, Repairs(repairs.cells))
    number = {sheet.name: n for n, sheet in enumerate(sheets)}
    faults: dict[tuple[int, int], list[Fault]] = defaultdict(list)
    for fault in reading.faults:
        faults[number[fault.sheet], fault.row].append(fault)
    touched = {(spot.sheet, spot.row) for spot, _ in repairs.cells} | repairs.left_out
    others = sorted(faults.keys() - touched, key=lambda at: (not any(fault.blocks for fault in faults[at]), at))
    return [
        _shown(whole if at in repairs.left_out else sheets, reading, repairs, at, faults.get(at, []))
        for at in (*sorted(touched), *others[:most])
    ]


def _shown(
    sheets: Sequence[Sheet], reading: RollReading, repairs: Repairs, at: tuple[int, int], faults: Sequence[Fault]
) -> ShownRow:
    sheet = sheets[at[0]]
    header = reading.headers.get(sheet.name)
    mended = {spot.column for spot, _ in repairs.cells if (spot.sheet, spot.row) == at}
    faulty = {fault.column for fault in faults if fault.column is not None}
    names = dict(header.names) if header else {}
    cells = tuple(
        ShownCell(c, names.get(c, ""), _text(sheets, Spot(*at, c)), c in faulty, c in mended)
        for c in _columns(sheets, reading, repairs, at)
    )
    is_unit = header is not None and at[1] > header.row + 1
    return ShownRow(at[0], at[1], cells, tuple(faults), at in repairs.left_out, is_unit, header is None)


def _columns(sheets: Sequence[Sheet], reading: RollReading, repairs: Repairs, at: tuple[int, int]) -> list[int]:
    """The columns of a row: the roll's, and where else in its sheet something is wrong or was mended."""
    sheet = sheets[at[0]]
    header = reading.headers.get(sheet.name)
    if header is None:
        return list(range(min(len(sheet.rows[at[1] - 1]), _COLUMNS_NAMED)))
    mended = {spot.column for spot, _ in repairs.cells if spot.sheet == at[0]}
    faulty = {f.column for f in reading.faults if f.sheet == sheet.name and f.column is not None}
    return sorted({*header.columns.values()} | mended | faulty)


def _text(sheets: Sequence[Sheet], spot: Spot) -> str:
    rows = sheets[spot.sheet].rows
    row = rows[spot.row - 1] if spot.row <= len(rows) else ()
    cell = row[spot.column] if spot.column < len(row) else None
    return "" if is_blank(cell) else plain(cell)


def check_repairs(sheets: Sequence[Sheet], repairs: Repairs) -> Repairs:
    """These repairs without those that change nothing or lie outside the sheets; refuses `roll-repair-too-long`."""
    cells = []
    for spot, text in repairs.cells:
        if len(text) > LONGEST_CELL:
            raise Refusal("roll-repair-too-long", limit=LONGEST_CELL)
        if _is_inside(sheets, spot.sheet, spot.row) and spot.column < MOST_COLUMNS and _text(sheets, spot) != text:
            cells.append((spot, text))
    left_out = frozenset(at for at in repairs.left_out if _is_inside(sheets, *at))
    return Repairs(tuple(cells), left_out, repairs.taken)


def _is_inside(sheets: Sequence[Sheet], sheet: int, row: int) -> bool:
    return 0 <= sheet < len(sheets) and 1 <= row <= len(sheets[sheet].rows)
