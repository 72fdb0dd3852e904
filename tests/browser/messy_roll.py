"""The cast's estate as the workbook that its secretary really keeps: titles, merged cells, totals, three hands."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from consult.domain.electorate import OwnerKind, Unit, UnitKind
from tests.people import UNITS

FILE_NAME = "里弄新村业主名册（最新）.xlsx"
_HEADER = ("序号", "楼栋", "室号", "性质", "产证面积（㎡）", "权利人", "证件号后四位", "备注")
_KINDS = {UnitKind.DWELLING: "住宅", UnitKind.SHOP: "商铺", UnitKind.PARKING: "车位"}
_OWNERS = {OwnerKind.DEVELOPER: "开发商未售", OwnerKind.PUBLIC_HOUSING: "公房", OwnerKind.ORGANISATION: "单位"}
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def messy_roll(*, doubled: str = "") -> bytes:
    """The workbook's bytes; `doubled` is a room of building 1 that stands in it twice."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for building in ("1", "2", "车库"):
        units = [unit for unit in UNITS if unit.building == building]
        units += [unit for unit in units if doubled and unit.room == doubled]
        _write(book.create_sheet("车位" if building == "车库" else f"{building}号楼"), units)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, units: Sequence[Unit]) -> None:
    sheet.append([f"里弄新村业主名册　{sheet.title}"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_HEADER))
    sheet.append([None] * 6 + ["内部资料"])
    sheet.append(_HEADER)
    for at, unit in enumerate(units):
        sheet.append(_cells(unit, at))
        if at == 3:
            sheet.append([None])
    sheet.append(["合计", None, f"{len(units)}套", None, sum(unit.area or 0 for unit in units) / 100])


def _cells(unit: Unit, at: int) -> list[object]:
    area = (unit.area or 0) / 100
    owned_as = _OWNERS.get(unit.owner_kind)
    room = unit.room.translate(_FULL_WIDTH) if at % 5 == 1 else int(unit.room) if unit.room.isdigit() else unit.room
    return [
        at + 1,
        f"{unit.building} 号" if unit.building.isdigit() else unit.building,
        room,
        _KINDS[unit.kind] + (f"（{owned_as}）" if owned_as else ""),
        (area, f"{area:.2f}㎡", f" {area:.2f}")[at % 3],
        "、".join(owner.name for owner in unit.owners),
        "、".join(owner.key for owner in unit.owners if owner.key) or None,
        "首层沿街" if unit.kind is UnitKind.SHOP else None,
    ]
