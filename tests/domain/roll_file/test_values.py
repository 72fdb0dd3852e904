"""One value at a time: what is understood, what is said, what blocks."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from consult.domain.electorate import AreaSource, Owner, OwnerKind, UnitKind
from consult.domain.roll_file.areas import read_area, read_area_source
from consult.domain.roll_file.kinds import read_kind
from consult.domain.roll_file.owners import listed, read_owners
from consult.domain.roll_file.places import building_label, entrance_label, room_label
from consult.domain.roll_file.sheets import Cell
from tests.domain.roll_file.sheets import fault_of, keys, read, row, unit_of

SHEETS_DATE = datetime(2024, 1, 2)  # noqa: DTZ001  a spreadsheet knows no time zones


@pytest.mark.parametrize(
    ("cell", "area"),
    [
        pytest.param(89.5, 89_50, id="a number"),
        pytest.param(89, 89_00, id="a whole number"),
        pytest.param("89.50", 89_50, id="text"),
        pytest.param(" 89.50 ", 89_50, id="spaces around"),
        pytest.param("８９．５０", 89_50, id="full-width figures"),
        pytest.param("89.50㎡", 89_50, id="㎡"),
        pytest.param("89.50 m²", 89_50, id="m²"),
        pytest.param("89.50平方米", 89_50, id="平方米"),
        pytest.param("1,089.50", 1_089_50, id="a thousands comma"),
        pytest.param("1，089.50", 1_089_50, id="a full-width thousands comma"),
        pytest.param("89.", 89_00, id="a point at the end"),
        pytest.param(0.1 + 0.2, 30, id="binary noise is no third decimal"),
        pytest.param(89.499999999999995, 89_50, id="what Excel writes for 89.5"),
        pytest.param(0.01, 1, id="the smallest area"),
        pytest.param(100_000, 100_000_00, id="exactly ten hectares"),
    ],
)
def test_areas_are_integers_in_hundredths(cell: Cell, area: int) -> None:
    assert read_area(cell) == (area, None)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        pytest.param("八十", "area-not-a-number", id="八十"),
        pytest.param("约80", "area-not-a-number", id="about 80"),
        pytest.param("80+20", "area-not-a-number", id="a sum"),
        pytest.param("80,5", "area-not-a-number", id="a comma that is no thousands comma"),
        pytest.param("1,0895.5", "area-not-a-number", id="a comma in the wrong place"),
        pytest.param("#REF!", "area-not-a-number", id="a broken formula"),
        pytest.param("nan", "area-not-a-number", id="nan"),
        pytest.param("inf", "area-not-a-number", id="inf"),
        pytest.param(True, "area-not-a-number", id="a tick"),
        pytest.param(0, "area-not-positive", id="0"),
        pytest.param(0.0, "area-not-positive", id="0.0"),
        pytest.param("-0", "area-not-positive", id="-0"),
        pytest.param(-89.5, "area-not-positive", id="negative"),
        pytest.param(0.004, "area-not-positive", id="less than half of 0.01"),
        pytest.param(1e9, "area-impossible", id="1e9"),
        pytest.param("1e9", "area-impossible", id="1e9 as text"),
        pytest.param("1E+09", "area-impossible", id="1E+09 as Excel writes it"),
        pytest.param("9" * 40, "area-impossible", id="40 digits"),
        pytest.param("9" * 41, "area-not-a-number", id="41 digits"),
        pytest.param("1e999", "area-impossible", id="1e999"),
        pytest.param(100_000.01, "area-impossible", id="0.01 over ten hectares"),
        pytest.param(float("inf"), "area-not-a-number", id="an infinite cell"),
        pytest.param(float("nan"), "area-not-a-number", id="a cell that is no number"),
        pytest.param(date(2024, 3, 1), "became-a-date", id="a date"),
        pytest.param(time(1, 30), "became-a-date", id="a time"),
        pytest.param("3月1日", "became-a-date", id="a date as text"),
    ],
)
def test_areas_that_block(cell: Cell, key: str) -> None:
    fault = fault_of(row(area=cell))
    assert (fault.key, fault.column, fault.blocks) == (key, 3, True)


@pytest.mark.parametrize(
    ("cell", "area", "kept"),
    [
        pytest.param(89.505, 89_51, "89.51", id="exactly half is rounded up"),
        pytest.param(89.504, 89_50, "89.50", id="below half"),
        pytest.param("89.5049", 89_50, "89.50", id="four decimals as text"),
        pytest.param(0.005, 1, "0.01", id="half of the smallest area"),
    ],
)
def test_more_than_two_decimals_are_rounded_and_said(cell: Cell, area: int, kept: str) -> None:
    found, flaw = read_area(cell)
    assert found == area
    assert flaw is not None
    assert (flaw.key, flaw.details["kept"]) == ("area-rounded", kept)


@pytest.mark.parametrize(
    ("area", "faults"),
    [
        pytest.param(7.99, ["area-unlikely"], id="below 8 m²"),
        pytest.param(8, [], id="exactly 8 m²"),
        pytest.param(1000, [], id="exactly 1000 m²"),
        pytest.param(1000.01, ["area-unlikely"], id="above 1000 m²"),
        pytest.param(8950, ["area-unlikely"], id="a lost decimal point"),
    ],
)
def test_rare_areas_of_dwellings_are_to_be_looked_at(area: float, faults: list[str]) -> None:
    reading = read(row(area=area))
    assert keys(reading) == faults
    assert reading.can_be_imported


def test_a_blank_area_is_missing_and_does_not_block() -> None:
    reading = read(row(area=""))
    assert (reading.units[0].area, keys(reading), reading.can_be_imported) == (None, ["area-missing"], True)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        pytest.param("room", SHEETS_DATE, id="room 1-2 as a date"),
        pytest.param("room", "1月2日", id="room 1-2 in a CSV file from Excel"),
        pytest.param("room", "2-Jan", id="room 1-2 in an English Excel's CSV"),
        pytest.param("room", "2024/1/2", id="room 1-2 with the year"),
        pytest.param("building", date(2024, 1, 2), id="building 1-2"),
        pytest.param("entrance", date(2024, 1, 2), id="entrance 1-2"),
        pytest.param("key", date(1901, 5, 13), id="owner key"),
        pytest.param("phone", date(1901, 5, 13), id="telephone"),
    ],
)
def test_a_number_that_became_a_date_blocks(column: str, cell: Cell) -> None:
    fault = fault_of(row(**{column: cell}))
    assert (fault.key, fault.blocks) == ("became-a-date", True)


@pytest.mark.parametrize("column", ["room", "key", "phone"])
def test_a_number_cut_short_blocks(column: str) -> None:
    fault = fault_of(row(**{column: "1.38E+10"}))
    assert (fault.key, dict(fault.details)) == ("became-scientific", {"given": "1.38E+10"})


def test_a_note_may_be_a_date() -> None:
    assert unit_of(row(note=date(2024, 1, 2))).note == "2024-01-02"


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("12", "12"), ("12号", "12"), ("12号楼", "12"), ("12幢", "12"), ("12 栋", "12"), ("A座", "A"),
        ("a座", "A"), ("12#", "12"), ("12甲号", "12甲"), ("第3幢", "3"), ("综合楼", "综合楼"),
        ("12弄3号", "12弄3号"), ("会所", "会所"),
    ],
)  # fmt: skip
def test_a_building_has_one_label_however_it_is_written(written: str, label: str) -> None:
    assert building_label(written) == label


@pytest.mark.parametrize(("written", "label"), [("2单元", "2"), ("2门", "2"), ("东", "东"), ("", "")])
def test_an_entrance_has_one_label(written: str, label: str) -> None:
    assert entrance_label(written) == label


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("101室", "101"),
        ("101.0", "101"),
        ("1.1.0", "1.1.0"),
        ("0101", "0101"),
        ("商铺1", "商铺1"),
        ("2-301 室", "2-301"),
    ],
)
def test_a_room_has_one_label_and_keeps_its_zeros(written: str, label: str) -> None:
    assert room_label(written) == label


@pytest.mark.parametrize("cell", [12, 12.0, "12", "１２", " 12 ", "12号楼", "\u200b12", "\ufeff12"])
def test_a_number_is_the_same_building_as_its_text(cell: Cell) -> None:
    assert unit_of(row(building=cell)).building == "12"


@pytest.mark.parametrize(
    ("text", "kind", "owner"),
    [
        ("", UnitKind.DWELLING, None),
        ("住宅", UnitKind.DWELLING, None),
        ("商铺", UnitKind.SHOP, None),
        ("产权车位", UnitKind.PARKING, None),
        ("储藏室", UnitKind.STORAGE, None),
        ("开发商未售", UnitKind.DWELLING, OwnerKind.DEVELOPER),
        ("商铺（开发商未售）", UnitKind.SHOP, OwnerKind.DEVELOPER),
        ("未售车位", UnitKind.PARKING, OwnerKind.DEVELOPER),
        ("建设单位", UnitKind.DWELLING, OwnerKind.DEVELOPER),
        ("公房", UnitKind.DWELLING, OwnerKind.PUBLIC_HOUSING),
        ("售后公房", UnitKind.DWELLING, OwnerKind.PERSON),
        ("单位", UnitKind.DWELLING, OwnerKind.ORGANISATION),
        ("Shop", UnitKind.SHOP, None),
    ],
)
def test_kinds(text: str, kind: UnitKind, owner: OwnerKind | None) -> None:
    assert read_kind(text) == (kind, owner, None)


def test_an_unknown_kind_is_not_guessed() -> None:
    fault = fault_of(row(kind="火星"))
    assert (fault.key, fault.column, fault.blocks) == ("kind-unknown", 6, True)


@pytest.mark.parametrize(
    ("text", "source"),
    [("", None), ("产证", AreaSource.REGISTER), ("实测", AreaSource.SURVEY), ("购房合同", AreaSource.CONTRACT)],
)
def test_area_sources(text: str, source: AreaSource | None) -> None:
    assert read_area_source(text) == (source, None)


@pytest.mark.parametrize(
    "cell",
    [
        "张伟、李娜",
        "张伟,李娜",
        "张伟，李娜",
        "张伟;李娜",
        "张伟；李娜",
        "张伟/李娜",
        "张伟／李娜",
        "张伟\n李娜",
        "张伟 、 李娜",
        "张伟、李娜、",
    ],
)
def test_owners_are_separated_in_any_usual_way(cell: str) -> None:
    assert read_owners(listed(cell), "") == ((Owner("张伟"), Owner("李娜")), None)


@pytest.mark.parametrize(
    ("names", "given", "owners"),
    [
        pytest.param("张伟", "1", [("张伟", "1")], id="one and one"),
        pytest.param("张伟、李娜", "1、2", [("张伟", "1"), ("李娜", "2")], id="one key each"),
        pytest.param("张伟、李娜", "H7", [("张伟", "H7"), ("李娜", "H7")], id="one key for all"),
        pytest.param("张伟、张伟", "1、2", [("张伟", "1"), ("张伟", "2")], id="two people of one name"),
        pytest.param("张伟、张伟", "1、1", [("张伟", "1")], id="one person written twice"),
        pytest.param("张 伟", "", [("张伟", "")], id="a name set wide"),
        pytest.param("Ann Lee", "", [("Ann Lee", "")], id="an English name"),
        pytest.param("Garden Co., Ltd.", "", [("Garden Co., Ltd.", "")], id="a comma before Ltd"),
        pytest.param("无", "", [], id="无 is nobody"),
        pytest.param("", "1", [], id="a key without an owner"),
    ],
)
def test_owners_and_keys(names: str, given: str, owners: list[tuple[str, str]]) -> None:
    found, flaw = read_owners(names, given)
    assert [(owner.name, owner.key) for owner in found] == owners
    assert flaw is None


def test_more_keys_than_owners_block() -> None:
    fault = fault_of(row(owner="张伟、李娜、王芳", key="1、2"))
    assert (fault.key, dict(fault.details)) == ("owner-keys-mismatch", {"owners": "3", "keys": "2"})


def test_two_names_with_a_space_between_are_asked_about() -> None:
    reading = read(row(owner="张伟 李娜"))
    assert (len(reading.units[0].owners), keys(reading)) == (1, ["owners-perhaps-several"])


def test_a_tenants_name_in_public_housing_is_asked_about() -> None:
    assert keys(read(row(owner="张伟", kind="公房"))) == ["public-owner-is-a-person"]
    assert not read(row(owner="静安置业集团", kind="公房")).faults


@pytest.mark.parametrize(
    ("column", "length", "faults"),
    [
        pytest.param("room", 40, [], id="room of 40"),
        pytest.param("room", 41, ["place-too-long"], id="room of 41"),
        pytest.param("owner", 80, [], id="owner of 80"),
        pytest.param("owner", 81, ["value-too-long"], id="owner of 81"),
        pytest.param("note", 500, [], id="note of 500"),
        pytest.param("note", 501, ["value-too-long"], id="note of 501"),
    ],
)
def test_lengths(column: str, length: int, faults: list[str]) -> None:
    assert keys(read(row(**{column: "字" * length}))) == faults
