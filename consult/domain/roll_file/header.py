"""Which column holds what: the header row, anywhere among the first ten, under any of the usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from consult.domain.roll_file.cells import is_blank, plain
from consult.domain.roll_file.sheets import Row

ROWS_SEARCHED = 10
_LONGEST_NAME = 40


class Column(StrEnum):
    """What a column of a roll can hold."""

    BUILDING = "building"
    ENTRANCE = "entrance"
    ROOM = "room"
    AREA = "area"
    AREA_SOURCE = "area-source"
    OWNER = "owner"
    OWNER_KEY = "owner-key"
    KIND = "kind"
    PHONE = "phone"
    NOTE = "note"


REPORT_NAMES = frozenset({"检查结果", "Check result"})
"""What a checked roll calls its own column and sheet: passed over when the mended file is handed in again."""

NEEDED = (Column.BUILDING, Column.ROOM)

# Within one line, the earlier name is preferred when a sheet has two of them: the registered area is the one
# the law weighs (司法解释 8).
_NAMES: Mapping[Column, str] = {
    Column.BUILDING: "楼栋 幢 楼号 楼栋号 幢号 栋号 栋 楼幢 号楼 楼宇 楼 building bldg block 门牌号 号 门牌",
    Column.ENTRANCE: "单元 门 单元号 门洞 楼门 entrance",
    Column.ROOM: "室号 房号 室 房间号 房间 房屋号 户号 房室号 车位号 铺号 room unit roomno roomnumber flat",
    Column.AREA: (
        "专有部分面积 产证面积 产权面积 登记面积 建筑面积 房屋建筑面积 房屋面积 建面 面积 面积m2 area floorarea aream2"
    ),
    Column.AREA_SOURCE: "面积来源 areasource",
    Column.OWNER: ("业主 业主姓名 产权人 权利人 产权人姓名 权利人姓名 业主名称 所有权人 姓名 owner owners ownername"),
    Column.OWNER_KEY: (
        "业主编号 证件号后四位 证件后四位 身份证后四位 身份证号后四位 证件号码后四位 业主id ownerid ownerkey"
    ),
    Column.KIND: "性质 类型 房屋性质 房屋类型 用途 房屋用途 物业类型 kind type use",
    Column.PHONE: "手机 电话 手机号 手机号码 联系电话 联系方式 电话号码 phone mobile telephone tel",
    Column.NOTE: "备注 说明 note notes remark remarks",
}
_RANKED = {name: (column, rank) for column, names in _NAMES.items() for rank, name in enumerate(names.split())}
_DOOR_NUMBER = frozenset({"门牌号", "号", "门牌"})
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_NOISE = re.compile(r"[\s*:：_.。、/\\-]")


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return _NOISE.sub("", _BRACKETS.sub("", text)).casefold()


def column_named(text: str) -> Column | None:
    """What a header cell names, whatever its case, spaces, width or bracketed unit."""
    if len(text) > _LONGEST_NAME:
        return None
    return _RANKED[key][0] if (key := _key(text)) in _RANKED else None


@dataclass(frozen=True, slots=True)
class Header:
    """The header row (counted from 0), the place of each known column, and the names of those set aside."""

    row: int
    columns: Mapping[Column, int]
    names: Mapping[int, str]
    unknown: Mapping[int, str]
    doubled: Mapping[int, Column]
    has_door_number_as_entrance: bool = False

    @property
    def missing(self) -> tuple[Column, ...]:
        """Needed columns that this header lacks."""
        return tuple(column for column in NEEDED if column not in self.columns)


def find_header(rows: Sequence[Row]) -> Header | None:
    """The row among the first ten that names most columns, if it names building and room, or two others.

    A row that names both building and room goes before any other; of equals, the first. `row` is the lower one
    where the header takes two.
    """
    read = [read_header(number, row) for number, row in enumerate(rows[:ROWS_SEARCHED])]
    likely = [header for header in read if len(header.columns) >= len(NEEDED)]
    best = max(likely, key=lambda header: (not header.missing, len(header.columns)), default=None)
    return best and _with_second_row(best, rows)


def _with_second_row(header: Header, rows: Sequence[Row]) -> Header:
    """A header of two rows, such as 业主信息 over 姓名 and 证件号后四位: the lower row is part of it.

    It names columns and has nothing under the names of building and room, as no row with a unit has.
    """
    below = header.row + 1
    if header.missing or below >= len(rows):
        return header
    lower = read_header(below, rows[below])
    if not lower.columns or any(_stands(rows[below], header.columns[column]) for column in NEEDED):
        return header
    names = {**header.names, **lower.names}
    columns = {**header.columns, **{c: place for c, place in lower.columns.items() if c not in NEEDED}}
    unknown = {place: name for place, name in names.items() if place not in columns.values() and not is_report(name)}
    return replace(header, row=below, columns=columns, names=names, unknown=unknown)


def _stands(row: Row, place: int) -> bool:
    return place < len(row) and not is_blank(row[place])


def read_header(number: int, row: Row) -> Header:
    """The columns that this row would name if it were the header."""
    names = {place: text for place, cell in enumerate(row) if isinstance(cell, str) and (text := plain(cell))}
    known = {place: column for place, text in names.items() if (column := column_named(text))}
    entrance = _door_number_as_entrance(names, known)
    if entrance is not None:
        known[entrance] = Column.ENTRANCE
    chosen = _preferred(names, known.items())
    doubled = {place: column for place, column in known.items() if chosen[column] != place}
    unknown = {place: text for place, text in names.items() if place not in known and not is_report(text)}
    return Header(number, chosen, names, unknown, doubled, entrance is not None)


def is_report(text: str) -> bool:
    """Whether a sheet's or column's name is that of an earlier check."""
    return text.startswith(tuple(REPORT_NAMES))


def _door_number_as_entrance(names: Mapping[int, str], known: Mapping[int, Column]) -> int | None:
    """Where a sheet has both 幢 and 号, a Shanghai 号 is one entrance of the 幢 (门牌幢)."""
    doors = [place for place, column in known.items() if _key(names[place]) in _DOOR_NUMBER]
    buildings = [place for place, column in known.items() if column is Column.BUILDING and place not in doors]
    return doors[0] if doors and buildings and Column.ENTRANCE not in known.values() else None


def _preferred(names: Mapping[int, str], known: Iterable[tuple[int, Column]]) -> dict[Column, int]:
    chosen: dict[Column, int] = {}
    for place, column in sorted(known, key=lambda found: (_RANKED[_key(names[found[0]])][1], found[0])):
        chosen.setdefault(column, place)
    return chosen
