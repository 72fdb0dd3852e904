"""One row of a roll, from cells to a unit; what is no unit (total, header, remark) is told apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from consult.domain.electorate import AreaSource, OwnerKind, Unit, UnitKind
from consult.domain.roll_file.areas import read_area, read_area_source, unlikely_area
from consult.domain.roll_file.cells import changed_by_spreadsheet, is_blank, plain
from consult.domain.roll_file.faults import Flaw, flaw
from consult.domain.roll_file.header import Column, column_named
from consult.domain.roll_file.kinds import is_organisation_name, read_kind
from consult.domain.roll_file.owners import Owners, listed, read_owners, read_phones
from consult.domain.roll_file.places import (
    LONGEST_PLACE,
    building_label,
    entrance_label,
    room_label,
)
from consult.domain.roll_file.sheets import Cell

_TOTAL = re.compile(r"(合计|总计|小计|共计|累计|总和|(grand|sub)?-?total|sum)([^a-z].*)?", re.IGNORECASE)
LONGEST_NOTE = 500

Cells = dict[Column, Cell]
Say = Callable[[Column | None, Flaw], None]


@dataclass(slots=True)
class RowReading:
    """What one row gave: a unit or None, and its flaws by column."""

    unit: Unit | None = None
    flaws: list[tuple[Column | None, Flaw]] = field(default_factory=list)

    def say(self, column: Column | None, what: Flaw | None) -> None:
        """Keep a flaw, if there is one."""
        if what is not None:
            self.flaws.append((column, what))


def first_text(row: Iterable[Cell]) -> str:
    """The first cell of the row with anything in it, as text without spaces; '' for a blank row."""
    for cell in row:
        if cell != "" and cell is not None and (text := plain(cell)):
            return text.replace(" ", "")
    return ""


def is_total(text: str) -> bool:
    """Whether a row that begins with this text adds others up."""
    return not text.isdigit() and _TOTAL.fullmatch(text) is not None


def has_total(row: Iterable[Cell], cells: Cells) -> bool:
    """Whether a row without building and room says somewhere that it adds others up."""
    if not is_blank(cells.get(Column.ROOM)) or not is_blank(cells.get(Column.BUILDING)):
        return False
    return any(isinstance(cell, str) and is_total(plain(cell).replace(" ", "")) for cell in row)


def is_header_again(cells: Cells) -> bool:
    """Whether the row only repeats the header, as printed lists do on every page."""
    room = cells.get(Column.ROOM)
    if not isinstance(room, str) or room.isdigit() or column_named(plain(room)) is not Column.ROOM:
        return False
    named = [column_named(plain(cell)) for cell in cells.values() if not is_blank(cell)]
    return len(named) > 1 and all(named)


def is_remark(cells: Cells) -> bool:
    """Whether a row has neither room nor area, and at most one known cell: a remark, or a group's title."""
    if not is_blank(cells.get(Column.ROOM)) or not is_blank(cells.get(Column.AREA)):
        return False
    return sum(not is_blank(cell) for cell in cells.values()) <= 1


def read_row(cells: Cells, default_kind: UnitKind | None, shared_area: bool = False) -> RowReading:
    """The unit of a row and every flaw of its values; no unit where one of them blocks.

    `default_kind` is what the sheet's name says; `shared_area` marks an area cell merged over several rooms.
    """
    read = RowReading()
    building = _place(read, cells, Column.BUILDING, building_label)
    entrance = _place(read, cells, Column.ENTRANCE, entrance_label)
    room = _place(read, cells, Column.ROOM, room_label)
    kind, owner_kind = _kinds(read, cells, default_kind)
    owners = _owners(read, cells, owner_kind)
    area = _area(read, cells, kind, shared_area)
    source, phones, note = _source(read, cells), _phones(read, cells), _note(read, cells)
    if building and room:
        held_by = owner_kind or _kind_by_name(owners)
        read.unit = Unit(building, room, entrance, kind, area, source, owners, held_by, phones, note)
    return read


def _kinds(read: RowReading, cells: Cells, default: UnitKind | None) -> tuple[UnitKind, OwnerKind | None]:
    text = plain(cells.get(Column.KIND))
    kind, owner_kind, odd = read_kind(text)
    read.say(Column.KIND, odd)
    return (kind if text or default is None else default), owner_kind


def _owners(read: RowReading, cells: Cells, kind: OwnerKind | None) -> Owners:
    owners, odd = read_owners(listed(cells.get(Column.OWNER)), _owner_key(read, cells))
    read.say(Column.OWNER, odd)
    if not owners and odd is None and kind is not OwnerKind.DEVELOPER and Column.OWNER in cells:
        read.say(Column.OWNER, flaw("owner-missing"))
    if kind is OwnerKind.PUBLIC_HOUSING and owners and _kind_by_name(owners) is OwnerKind.PERSON:
        # The owner of public housing is who lets it; its tenant votes only as a proxy.
        read.say(Column.OWNER, flaw("public-owner-is-a-person", name=owners[0].name))
    return owners


def _place(read: RowReading, cells: Cells, column: Column, label: Callable[[str], str]) -> str:
    cell = cells.get(column)
    if type(cell) is str and cell.isascii() and cell.isdigit() and len(cell) <= LONGEST_PLACE:
        return cell
    text = plain(cell)
    if not text:
        if column is not Column.ENTRANCE:
            read.say(column, flaw(f"{column}-missing"))
        return ""
    if changed := changed_by_spreadsheet(cell, text):
        read.say(column, changed)
    elif len(text) > LONGEST_PLACE:
        read.say(column, flaw("place-too-long", limit=str(LONGEST_PLACE)))
        return ""
    return label(text)


def _area(read: RowReading, cells: Cells, kind: UnitKind, shared: bool) -> int | None:
    if shared:
        read.say(Column.AREA, flaw("area-merged"))
        return None
    if Column.AREA not in cells:
        return None
    area, odd = read_area(cells[Column.AREA])
    read.say(Column.AREA, odd)
    if area is not None:
        read.say(Column.AREA, unlikely_area(area, kind))
    return area


def _owner_key(read: RowReading, cells: Cells) -> str:
    cell = cells.get(Column.OWNER_KEY)
    text = listed(cell)
    if changed := changed_by_spreadsheet(cell, text):
        read.say(Column.OWNER_KEY, changed)
        return ""
    return text


def _source(read: RowReading, cells: Cells) -> AreaSource | None:
    source, odd = read_area_source(plain(cells.get(Column.AREA_SOURCE)))
    read.say(Column.AREA_SOURCE, odd)
    return source


def _phones(read: RowReading, cells: Cells) -> tuple[str, ...]:
    cell = cells.get(Column.PHONE)
    text = listed(cell)
    if changed := changed_by_spreadsheet(cell, text):
        read.say(Column.PHONE, changed)
        return ()
    phones, odd = read_phones(text)
    read.say(Column.PHONE, odd)
    return phones


def _note(read: RowReading, cells: Cells) -> str:
    note = plain(cells.get(Column.NOTE))
    if len(note) > LONGEST_NOTE:
        read.say(Column.NOTE, flaw("value-too-long", limit=str(LONGEST_NOTE)))
    return note


def _kind_by_name(owners: Owners) -> OwnerKind:
    is_company = bool(owners) and all(is_organisation_name(owner.name) for owner in owners)
    return OwnerKind.ORGANISATION if is_company else OwnerKind.PERSON
