"""Small rolls for tests: a header, rows under it, and what the reading made of them."""

from __future__ import annotations

from consult.domain.electorate import Unit
from consult.domain.roll_file.faults import Fault
from consult.domain.roll_file.reading import RollReading, read_roll
from consult.domain.roll_file.sheets import Cell, Merge, Row, Sheet

HEADER: list[Cell] = ["楼栋", "单元", "室号", "建筑面积", "业主", "业主编号", "性质", "手机", "备注"]
PLACES = {"building": 0, "entrance": 1, "room": 2, "area": 3, "owner": 4, "key": 5, "kind": 6, "phone": 7, "note": 8}


def row(building: Cell = "12", room: Cell = "101", area: Cell = 89.5, owner: Cell = "张伟", **more: Cell) -> Row:
    """One row under `HEADER`; cells not named are blank."""
    cells = {"building": building, "room": room, "area": area, "owner": owner, **more}
    return [cells.get(name, "") for name in PLACES]


def read(*rows: Row, merges: tuple[Merge, ...] = (), name: str = "名册") -> RollReading:
    """The reading of one sheet with `HEADER` in its first row."""
    return read_roll([Sheet(name, [HEADER, *rows], merges)])


def unit_of(given: Row) -> Unit:
    """The unit of a single row."""
    (unit,) = read(given).units
    return unit


def keys(reading: RollReading) -> list[str]:
    """The keys of all faults, in the order of the file."""
    return [fault.key for fault in reading.faults]


def fault_of(given: Row) -> Fault:
    """The only fault of a single row."""
    (fault,) = read(given).faults
    return fault
