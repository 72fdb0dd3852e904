"""The demo roll as the workbook a committee really has: titles, merged cells, totals, odd widths, several sheets."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import groupby

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from consult.cli.demo.owning import RollRow

FILE_NAME = "梧桐里小区业主名册.xlsx"
_HEADER = (
    "楼号",
    "单元",
    "室号",
    "性质",
    "产证面积（㎡）",
    "面积来源",
    "业主姓名",
    "证件号后四位",
    "联系电话",
    "电表号",
    "备注",
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SHEETS = {"多层（1-8号）": range(1, 9), "高层（9-12号）": range(9, 13)}


def roll_workbook(rows: Iterable[RollRow]) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    by_building = {building: list(group) for building, group in groupby(rows, lambda row: row.door.building)}
    for title, numbers in _SHEETS.items():
        sheet = _sheet(book, title, f"梧桐里小区业主名册 {title}")
        for number in numbers:
            _write_building(sheet, by_building[str(number)])
        _grand_total(sheet, [row for number in numbers for row in by_building[str(number)]])
    garage = _sheet(book, "车位", "梧桐里小区地下车位登记")
    _write_building(garage, by_building["地下车库"])
    notes = book.create_sheet("填表说明")
    notes["A1"] = "面积以不动产权证为准；未办证的以实测面积为准。有变动请告诉业委会钱老师。"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, name: str, title: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_HEADER))
    sheet["A1"].font, sheet["A1"].alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    sheet.append(["制表：业委会", None, None, None, None, None, None, None, "内部资料，请勿外传"])
    sheet.append(_HEADER)
    for column, width in zip("ABCDEFGHIJK", (8, 6, 8, 10, 14, 10, 22, 14, 16, 12, 16), strict=True):
        sheet.column_dimensions[column].width = width
    return sheet


def _write_building(sheet: Worksheet, rows: list[RollRow]) -> None:
    first = sheet.max_row + 1
    for at, row in enumerate(rows):
        sheet.append(_cells(row, at))
    last = sheet.max_row
    # Somebody merged the building's cells to make the list look tidy.
    if last > first and rows[0].door.kind == "住宅":
        sheet.merge_cells(start_row=first, start_column=1, end_row=last, end_column=1)
    total = sum(row.door.area for row in rows)
    sheet.append(["小计", None, None, f"{len(rows)}套", total / 100])
    sheet.append([None])


def _grand_total(sheet: Worksheet, rows: list[RollRow]) -> None:
    sheet.append(["合计", None, None, f"{len(rows)}套", sum(row.door.area for row in rows) / 100])


def _cells(row: RollRow, at: int) -> list[object]:
    door = row.door
    building = f"{door.building}号" if door.building.isdigit() else door.building
    entrance = f"{door.entrance}单元" if door.entrance else None
    kind = f"{door.kind}（{row.owned_as}）" if row.owned_as else door.kind
    meter = f"DB{int(door.building) * 1000 + at:06d}" if door.building.isdigit() else None
    return [
        building,
        entrance,
        _room(door.room, at),
        kind,
        _area(door.area, at),
        row.source,
        _spaced(row.names, at),
        row.keys or None,
        row.phone or None,
        meter,
        row.note or None,
    ]


def _room(room: str, at: int) -> object:
    """Numbers typed as numbers, as text, or in full width: three people have kept this list."""
    if not room.isdigit():
        return room
    return (int(room), room, f"{room}室")[at % 3] if at % 41 else room.translate(_FULL_WIDTH)


def _area(area: int, at: int) -> object:
    if at % 29 == 7:
        return f"{area / 100:.2f}㎡"
    return f"{area / 100:.2f} " if at % 31 == 5 else area / 100


def _spaced(names: str, at: int) -> str:
    return " ".join(names) if len(names) == 2 and at % 7 == 3 else names
