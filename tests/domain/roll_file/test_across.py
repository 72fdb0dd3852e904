"""What shows only when rows are seen together."""

from __future__ import annotations

import pytest

from tests.domain.roll_file.sheets import keys, read, row


@pytest.mark.parametrize(
    ("again", "is_twice"),
    [
        pytest.param(row(room="101"), True, id="written alike"),
        pytest.param(row(building="12号楼", room="101室"), True, id="written in another way"),
        pytest.param(row(building=12.0, room=101), True, id="as numbers"),
        pytest.param(row(room="101", entrance="2"), False, id="another entrance"),
        pytest.param(row(building="13"), False, id="another building"),
        pytest.param(row(room="0101"), False, id="0101 is not 101, but asked about"),
    ],
)
def test_two_rows_for_one_room_block(again: list[object], is_twice: bool) -> None:
    reading = read(row(owner="李娜"), again)
    assert ("room-twice" in keys(reading)) is is_twice
    assert reading.can_be_imported is not is_twice


def test_the_second_row_names_the_first() -> None:
    reading = read(row(owner="李娜"), row(room="102", owner="王芳"), row())
    (fault,) = reading.faults
    assert (fault.row, dict(fault.details)) == (4, {"sheet": "名册", "row": "2"})


def test_a_room_that_lost_its_zero_is_asked_about_and_not_mended() -> None:
    reading = read(row(room="0101", owner="李娜"), row(room="0102", owner="王芳"), row(room=103))
    (fault,) = reading.faults
    assert (fault.row, fault.key, dict(fault.details)) == (4, "room-zeros-lost", {"given": "103", "perhaps": "0103"})
    assert reading.units[2].room == "103"


def test_rooms_of_three_and_four_digits_without_zeros_are_an_ordinary_tower() -> None:
    assert not read(row(room=901, owner="李娜"), row(room=1001)).faults


@pytest.mark.parametrize(
    ("keys_given", "asked"),
    [
        pytest.param(["0123", "4567", 89], [4], id="two of three have four digits"),
        pytest.param(["4567", 89], [], id="half have four digits: perhaps running numbers"),
        pytest.param([1, 2, 3], [], id="running numbers"),
        pytest.param(["0123", "456X", "789"], [4], id="a key may end in X"),
    ],
)
def test_keys_that_lost_a_zero_are_asked_about(keys_given: list[object], asked: list[int]) -> None:
    rows = [row(room=str(101 + n), owner=f"业主{'甲乙丙丁'[n]}", key=key) for n, key in enumerate(keys_given)]
    assert [fault.row for fault in read(*rows).faults if fault.key == "key-zeros-lost"] == asked


@pytest.mark.parametrize(
    ("first", "second", "is_asked"),
    [
        pytest.param("1234", "1234", False, id="same key"),
        pytest.param("1234", "5678", False, id="different keys"),
        pytest.param("", "", True, id="no keys"),
        pytest.param("1234", "", True, id="one key"),
    ],
)
def test_one_name_in_two_rooms_without_keys_is_a_question(first: str, second: str, is_asked: bool) -> None:
    reading = read(row(key=first), row(room="102", key=second))
    assert [fault.row for fault in reading.faults] == ([2, 3] if is_asked else [])
    assert all(fault.details["n"] == "2" for fault in reading.faults)
    assert reading.can_be_imported


def test_a_name_among_co_owners_is_seen_too() -> None:
    assert keys(read(row(owner="张伟"), row(room="102", owner="李娜、张伟"))) == ["same-name-without-key"] * 2


def test_a_company_in_two_rooms_is_no_question() -> None:
    company = "上海桂园商贸有限公司"
    assert not read(row(owner=company), row(room="102", owner=company)).faults


def test_a_long_key_beside_two_names_is_asked_about() -> None:
    reading = read(row(key="GY-00017"), row(room="102", owner="李娜", key="GY-00017"))
    assert keys(reading) == ["one-key-several-names"] * 2


def test_four_digits_beside_two_names_are_chance() -> None:
    assert not read(row(key="1234"), row(room="102", owner="李娜", key="1234")).faults


def test_two_developers_are_asked_about() -> None:
    rows = row(owner="桂园置业", kind="未售"), row(room="102", owner="桂园置业有限公司", kind="未售")
    assert keys(read(*rows)) == ["several-developers"] * 2
