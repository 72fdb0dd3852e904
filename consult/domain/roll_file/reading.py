"""The whole reading: sheets in, units and faults out. Each step is its own module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import consult.domain.roll_file.refusals  # noqa: F401  declares the reasons given here
from consult.domain.electorate import Unit, UnitKind
from consult.domain.refusal import Refusal
from consult.domain.roll_file.across import PlacedUnit, faults_across
from consult.domain.roll_file.cells import is_blank
from consult.domain.roll_file.faults import Fault, Flaw, flaw
from consult.domain.roll_file.header import REPORT_NAMES, Column, Header, find_header
from consult.domain.roll_file.kinds import unit_kind_in
from consult.domain.roll_file.sheet_rows import SheetRows
from consult.domain.roll_file.sheets import Sheet, column_letter


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column whose name is not one of the roll's: kept aside."""

    sheet: str
    column: int
    name: str


@dataclass(frozen=True, slots=True)
class RollReading:
    """What a roll file holds: units with their places, faults in the order of the file, columns set aside.

    `headers` gives each sheet that was read its header row (counted from 1) and columns.
    """

    placed: tuple[PlacedUnit, ...]
    faults: tuple[Fault, ...]
    rows: int
    unknown_columns: tuple[UnknownColumn, ...] = ()
    headers: Mapping[str, Header] = field(default_factory=dict)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units, in the order of the file."""
        return tuple(here.unit for here in self.placed)

    @property
    def blocking(self) -> tuple[Fault, ...]:
        """The faults that keep the roll from being imported."""
        return tuple(fault for fault in self.faults if fault.blocks)

    @property
    def can_be_imported(self) -> bool:
        """Whether no fault blocks the import."""
        return not any(fault.blocks for fault in self.faults)


@dataclass(slots=True)
class _Progress:
    placed: list[PlacedUnit] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unknown: list[UnknownColumn] = field(default_factory=list)
    headers: dict[str, Header] = field(default_factory=dict)
    rows: int = 0


def read_roll(sheets: Sequence[Sheet], name: str = "") -> RollReading:
    """Read every sheet that has a header; `name` is the file's, for what is said when none has.

    Refuses: roll-file-empty, roll-file-without-header, roll-file-without-rows.
    """
    if not any(_has_cells(sheet) for sheet in sheets):
        raise Refusal("roll-file-empty", name=name)
    progress = _Progress()
    for sheet in sheets:
        if sheet.name not in REPORT_NAMES:
            _read_sheet(progress, sheet)
    if not progress.headers and not any(fault.blocks for fault in progress.faults):
        raise Refusal("roll-file-without-header", name=name)
    if not progress.placed and not any(fault.blocks for fault in progress.faults):
        raise Refusal("roll-file-without-rows", name=name)
    progress.faults.extend(faults_across(progress.placed))
    return _reading(progress, [sheet.name for sheet in sheets])


def _reading(progress: _Progress, order: list[str]) -> RollReading:
    place = {name: number for number, name in enumerate(order)}
    faults = sorted(
        progress.faults,
        key=lambda f: (place[f.sheet], f.row, -1 if f.column is None else f.column),
    )
    return RollReading(
        tuple(progress.placed),
        tuple(faults),
        progress.rows,
        tuple(progress.unknown),
        progress.headers,
    )


def _has_cells(sheet: Sheet) -> bool:
    return any(not is_blank(cell) for row in sheet.rows for cell in row)


def _read_sheet(progress: _Progress, sheet: Sheet) -> None:
    header = find_header(sheet.rows)
    if header is None:
        if not sheet.hidden and _has_cells(sheet):
            progress.faults.append(_at(sheet, 0, None, flaw("sheet-not-read")))
        return
    if sheet.hidden:
        progress.faults.append(_at(sheet, header.row, None, flaw("sheet-hidden")))
        return
    if header.missing:
        for column in header.missing:
            progress.faults.append(_at(sheet, header.row, None, flaw("column-missing", column=column.value)))
        return
    progress.headers[sheet.name] = header
    progress.unknown.extend(UnknownColumn(sheet.name, place, name) for place, name in header.unknown.items())
    progress.faults.extend(_header_faults(sheet, header))
    rows = SheetRows(sheet, header, _kind_of_sheet(sheet, header))
    rows.read()
    progress.placed.extend(rows.placed)
    progress.faults.extend(rows.faults)
    progress.rows += rows.rows


def _header_faults(sheet: Sheet, header: Header) -> Iterator[Fault]:
    for place, column in header.doubled.items():
        used = header.columns[column]
        told = flaw(
            "column-twice",
            used=f"{column_letter(used)} {header.names[used]}",
            aside=header.names[place],
        )
        yield _at(sheet, header.row, place, told)
    if header.has_door_number_as_entrance:
        place = header.columns[Column.ENTRANCE]
        yield _at(
            sheet,
            header.row,
            place,
            flaw("number-read-as-entrance", name=header.names[place]),
        )
    if Column.AREA not in header.columns:
        yield _at(sheet, header.row, None, flaw("area-column-missing"))
    if Column.OWNER not in header.columns:
        yield _at(sheet, header.row, None, flaw("owner-column-missing"))
    kind = _kind_of_sheet(sheet, header)
    if kind is not None:
        yield _at(sheet, header.row, None, flaw("kind-from-sheet-name", kind=kind.value))


def _kind_of_sheet(sheet: Sheet, header: Header) -> UnitKind | None:
    """What a sheet called 车位 says of its rows, where they do not say it themselves."""
    kind = unit_kind_in(sheet.name) if Column.KIND not in header.columns else None
    return None if kind is UnitKind.DWELLING else kind


def _at(sheet: Sheet, row: int, column: int | None, what: Flaw) -> Fault:
    return Fault(sheet.name, row + 1, column, what.key, what.details)
