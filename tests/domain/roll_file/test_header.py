"""The header is found in the first ten rows, under any of the usual names."""

from __future__ import annotations

import pytest

from consult.domain.electorate import Owner
from consult.domain.refusal import Refusal
from consult.domain.roll_file.header import Column, column_named, find_header
from consult.domain.roll_file.reading import read_roll
from consult.domain.roll_file.sheets import Cell, Merge, Sheet, column_letter
from tests.domain.roll_file.sheets import HEADER, keys, row


@pytest.mark.parametrize(
    ("written", "column"),
    [
        *((name, Column.BUILDING) for name in ("楼栋", "幢", "楼号", "号", "门牌号", "building", "BUILDING")),
        *((name, Column.ENTRANCE) for name in ("单元", "门", "Entrance")),
        *((name, Column.ROOM) for name in ("室号", "房号", "室", "房间号", "room", "Unit")),
        *((name, Column.AREA) for name in ("建筑面积", "专有部分面积", "产证面积", "面积", "area", "Area (m²)")),
        ("面积来源", Column.AREA_SOURCE),
        *((name, Column.OWNER) for name in ("业主", "业主姓名", "产权人", "权利人", "owner")),
        *((name, Column.OWNER_KEY) for name in ("业主编号", "证件号后四位", "owner id", "Owner ID")),
        *((name, Column.KIND) for name in ("性质", "类型")),
        *((name, Column.PHONE) for name in ("手机", "电话", "phone")),
        ("备注", Column.NOTE),
        pytest.param("室 号", Column.ROOM, id="a space inside"),
        pytest.param("建筑面积（㎡）", Column.AREA, id="a unit in full-width brackets"),
        pytest.param("ｒｏｏｍ", Column.ROOM, id="full-width letters"),
        pytest.param("楼栋：", Column.BUILDING, id="a colon"),
        pytest.param("业主\n姓名", Column.OWNER, id="two lines in a cell"),
        pytest.param("套内面积", None, id="inner area is not the registered area"),
        pytest.param("序号", None, id="serial number"),
        pytest.param("", None, id="blank"),
    ],
)
def test_usual_names(written: str, column: Column | None) -> None:
    from consult.domain.roll_file.cells import plain

    assert column_named(plain(written)) is column


@pytest.mark.parametrize(
    ("rows_above", "is_found"),
    [
        pytest.param(0, True, id="in the first row"),
        pytest.param(9, True, id="in the tenth row"),
        pytest.param(10, False, id="in the eleventh row"),
    ],
)
def test_the_header_stands_in_the_first_ten_rows(rows_above: int, is_found: bool) -> None:
    header = find_header([["桂园小区业主名册"]] * rows_above + [HEADER])
    assert (header is not None and header.row == rows_above) is is_found


def test_a_title_row_that_names_one_column_is_not_the_header() -> None:
    header = find_header([["业主", "名册"], HEADER])
    assert header is not None
    assert header.row == 1


def test_where_a_building_has_its_own_column_a_number_is_the_entrance() -> None:
    reading = read_roll([Sheet("名册", [["幢", "号", "室号", "面积", "业主"], ["3", "12号", "101", 80, "张伟"]])])
    assert reading.units[0].place == ("3", "12", "101")
    assert keys(reading) == ["number-read-as-entrance"]


def test_a_number_alone_is_the_building() -> None:
    reading = read_roll([Sheet("名册", [["号", "室号", "面积", "业主"], ["12号", "101室", 80, "张伟"]])])
    assert reading.units[0].place == ("12", "", "101")
    assert not reading.faults


def test_of_two_areas_the_registered_one_is_used_and_the_other_named() -> None:
    rows = [["楼栋", "室号", "建筑面积", "产证面积", "业主"], ["12", "101", 95.5, 89.5, "张伟"]]
    reading = read_roll([Sheet("名册", rows)])
    assert reading.units[0].area == 8950
    (fault,) = reading.faults
    assert (fault.key, fault.column, dict(fault.details)) == (
        "column-twice",
        2,
        {"used": "D 产证面积", "aside": "建筑面积"},
    )


def test_unknown_columns_are_kept_aside_and_named() -> None:
    reading = read_roll([Sheet("名册", [[*HEADER, "车牌"], [*row(), "沪A12345"]])])
    assert [(found.name, found.column) for found in reading.unknown_columns] == [("车牌", 9)]
    assert reading.placed[0].aside == (("车牌", "沪A12345"),)
    assert not reading.faults


def test_a_sheet_without_a_room_column_says_so_and_is_not_read() -> None:
    reading = read_roll([Sheet("名册", [["楼栋", "面积"], ["12", 80]])])
    (fault,) = reading.faults
    assert (fault.key, fault.row, dict(fault.details)) == ("column-missing", 1, {"column": "room"})
    assert not reading.can_be_imported


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        pytest.param([], "roll-file-empty", id="no rows"),
        pytest.param([["", None, " "]], "roll-file-empty", id="blank cells only"),
        pytest.param([["天气", "晴"]], "roll-file-without-header", id="no header"),
        pytest.param([HEADER], "roll-file-without-rows", id="a header alone"),
        pytest.param([HEADER, ["合计", "", "", 0]], "roll-file-without-rows", id="a header and a total"),
    ],
)
def test_a_file_that_is_no_roll_is_refused(rows: list[list[object]], reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_roll([Sheet("名册", rows)], "名册.xlsx")
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        pytest.param(["楼栋", "室号", "面积"], ["owner-column-missing"], id="no owners"),
        pytest.param(["楼栋", "室号", "业主"], ["area-column-missing"], id="no areas"),
        pytest.param(["楼栋", "室号"], ["area-column-missing", "owner-column-missing"], id="places only"),
    ],
)
def test_a_column_that_may_be_left_out_is_said_once(header: list[Cell], faults: list[str]) -> None:
    names_owners = "业主" in header
    rows = [["12", room, f"业主{room}" if names_owners else 80][: len(header)] for room in ("101", "102")]
    reading = read_roll([Sheet("名册", [header, *rows])])
    assert keys(reading) == faults
    assert len(reading.units) == 2


def test_a_header_of_two_rows_is_read_as_one() -> None:
    rows: list[list[Cell]] = [
        ["楼栋", "室号", "面积", "", "业主信息", ""],
        ["", "", "建筑面积", "套内面积", "姓名", "身份证后四位"],
        ["12", "101", 89.5, 70, "张伟", "0001"],
    ]
    merges = Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3), Merge(0, 4, 0, 5)
    reading = read_roll([Sheet("名册", rows, merges)])
    (unit,) = reading.units
    assert (unit.area, unit.owners) == (8950, (Owner("张伟", "0001"),))
    assert ([column.name for column in reading.unknown_columns], keys(reading)) == (["套内面积"], [])


@pytest.mark.parametrize(
    ("building", "room"),
    [("12", "101"), (12, 101), (12, ""), ("", 101)],
    ids=["text", "numbers", "no room", "no building"],
)
def test_a_unit_under_the_header_is_no_second_header_row(building: Cell, room: Cell) -> None:
    reading = read_roll([Sheet("名册", [HEADER, row(building, room, note="说明"), row(room="102", owner="李娜")])])
    assert reading.rows == 2


def test_a_row_that_ends_early_lacks_its_last_cells() -> None:
    reading = read_roll([Sheet("", [["楼栋", "室号", "面积", "业主"], ["12", "101"]])])
    assert keys(reading) == ["area-missing", "owner-missing"]


def test_several_sheets_are_one_roll() -> None:
    reading = read_roll(
        [
            Sheet("1号楼", [HEADER, row("1")]),
            Sheet("说明", [["填表说明"]]),
            Sheet("2号楼", [["标题"], HEADER, row("2", owner="李娜")]),
        ]
    )
    assert [(here.sheet, here.row, here.unit.building) for here in reading.placed] == [
        ("1号楼", 2, "1"),
        ("2号楼", 3, "2"),
    ]
    assert [(fault.sheet, fault.key) for fault in reading.faults] == [("说明", "sheet-not-read")]


def test_a_hidden_sheet_is_not_read_and_said() -> None:
    reading = read_roll([Sheet("名册", [HEADER, row()]), Sheet("旧", [HEADER, row()], hidden=True)])
    assert (len(reading.units), keys(reading)) == (1, ["sheet-hidden"])


def test_a_sheet_called_parking_holds_parking_spaces_and_this_is_said() -> None:
    rows = [["楼栋", "车位号", "面积", "业主"], ["地库", "A-01", 12.5, "张伟"]]
    reading = read_roll([Sheet("车位", rows)])
    assert (reading.units[0].kind.value, keys(reading)) == ("parking", ["kind-from-sheet-name"])


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(column: int, letters: str) -> None:
    assert column_letter(column) == letters
