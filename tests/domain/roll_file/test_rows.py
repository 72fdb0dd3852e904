"""Which rows are units, and what merged cells say."""

from __future__ import annotations

import pytest

from consult.domain.electorate import Owner
from consult.domain.refusal import Refusal
from consult.domain.roll_file.sheets import Cell, Merge
from tests.domain.roll_file.sheets import HEADER, PLACES, keys, read, row


def merged(name: str, first: int, last: int) -> Merge:
    return Merge(first, PLACES[name], last, PLACES[name])


@pytest.mark.parametrize(
    "passed_over",
    [
        pytest.param([""] * 9, id="blank"),
        pytest.param(["", " ", "\u3000", None], id="blank but for spaces"),
        pytest.param(["合计", "", "", 89.5], id="合计"),
        pytest.param(["合 计：", "", "", 89.5], id="合计 set wide with a colon"),
        pytest.param(["", "", "总计", 89.5], id="总计 in another column"),
        pytest.param(["", "", "", 89.5, "合计"], id="合计 to the right of its figure"),
        pytest.param(["小计（12幢）", "", "", 89.5], id="小计 of a building"),
        pytest.param(["Total", "", "", 89.5], id="Total"),
        pytest.param(HEADER, id="the header again, as on every printed page"),
    ],
)
def test_rows_that_are_no_units_are_passed_over(passed_over: list[Cell]) -> None:
    reading = read(row(), passed_over, row(room="102", owner="李娜"))
    assert [here.row for here in reading.placed] == [2, 4]
    assert not reading.faults
    assert reading.rows == 2


def test_an_owner_called_like_a_total_is_an_owner() -> None:
    assert len(read(row(owner="合计"), row(room="102")).units) == 2


def test_a_remark_is_not_read_and_said() -> None:
    reading = read(row(), ["制表人：王敏"])
    assert keys(reading) == ["row-not-read"]
    assert reading.can_be_imported


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        pytest.param(row(building=""), ["building-missing"], id="no building"),
        pytest.param(row(room=""), ["room-missing"], id="no room"),
        pytest.param(row(building="", room=""), ["building-missing", "room-missing"], id="an area and an owner only"),
    ],
)
def test_a_unit_without_its_place_blocks(given: list[Cell], faults: list[str]) -> None:
    reading = read(row(room="909", owner="李娜"), given)
    assert keys(reading) == faults
    assert not reading.can_be_imported


def test_a_merged_building_is_filled_down() -> None:
    reading = read(
        row(),
        row(building="", room="102", owner="李娜"),
        row(building="", room="103", owner="王芳"),
        merges=(merged("building", 1, 3),),
    )
    assert [unit.building for unit in reading.units] == ["12", "12", "12"]
    assert not reading.faults


def test_a_blank_building_without_a_merge_is_not_guessed() -> None:
    assert keys(read(row(), row(building="", room="102", owner="李娜"))) == ["building-missing"]


def test_a_merge_does_not_reach_beyond_its_end() -> None:
    rows = row(), row(building="", room="102", owner="李娜"), row(building="", room="103", owner="王芳")
    reading = read(*rows, merges=(merged("building", 1, 2),))
    assert [(fault.key, fault.row) for fault in reading.faults] == [("building-missing", 4)]


def test_a_merged_room_gathers_its_owners_from_several_rows() -> None:
    rows = (
        row(owner="张伟", key="1"),
        row(building="", room="", area="", owner="李娜", key="2"),
        row(room="102", owner="王芳"),
    )
    reading = read(*rows, merges=(merged("building", 1, 2), merged("room", 1, 2), merged("area", 1, 2)))
    assert [unit.owners for unit in reading.units] == [(Owner("张伟", "1"), Owner("李娜", "2")), (Owner("王芳"),)]
    assert (reading.rows, list(reading.faults)) == (2, [])


def test_a_second_area_under_a_merged_room_blocks() -> None:
    reading = read(row(), row(building="", room="", area=30), merges=(merged("room", 1, 2),))
    assert keys(reading) == ["area-twice"]


def test_one_area_merged_over_two_rooms_blocks() -> None:
    reading = read(row(), row(room="102", area="", owner="李娜"), merges=(merged("area", 1, 2),))
    assert keys(reading) == ["area-merged"]


def test_a_header_merged_over_two_rows_is_not_filled_into_the_roll() -> None:
    second = ["", "", "", "（㎡）", "", "", "", "", ""]
    reading = read(second, row(), merges=(merged("building", 0, 1), merged("room", 0, 1)))
    assert len(reading.units) == 1
    assert reading.can_be_imported


def test_merged_ranges_that_lie_over_each_other_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read(row(), row(room="102"), merges=tuple(merged("building", 1, 2) for _ in range(100)))
    assert refused.value.reason == "roll-file-damaged"


@pytest.mark.parametrize(
    ("total", "faults"),
    [
        pytest.param("179.00", [], id="equal to the sum"),
        pytest.param("179.01", ["total-differs"], id="0.01 more"),
        pytest.param("178.99", ["total-differs"], id="0.01 less"),
        pytest.param("", [], id="no figure"),
    ],
)
def test_a_total_is_held_against_the_areas_above(total: str, faults: list[str]) -> None:
    assert keys(read(row(), row(room="102", owner="李娜"), ["合计", "", "", total])) == faults


def test_part_totals_and_the_whole_are_each_held_against_their_own_rows() -> None:
    reading = read(
        row(), ["小计", "", "", 89.5], row("13", owner="李娜"), ["小计", "", "", 89.5], ["总计", "", "", 179]
    )
    assert not reading.faults
