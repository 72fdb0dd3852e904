"""A door as people type it."""

import pytest

from consult.domain.door_typed import door_key, typed_key


@pytest.mark.parametrize(
    "typed",
    [
        "12号2单元301室",
        "12-2-301",
        "12 2 301",
        "１２－２－３０１",
        "12幢2单元301",
        "Building 12, Entrance 2, Room 301",
        "12/2/301",
        "12—2—301",
    ],
)
def test_ways_to_write_one_door(typed: str) -> None:
    assert typed_key(typed) == door_key("12", "2", "301")


@pytest.mark.parametrize(
    ("typed", "door"),
    [
        pytest.param("1-101", ("1", "", "101"), id="no entrances"),
        pytest.param("1号商铺1", ("1", "", "商铺1"), id="a shop"),
        pytest.param("车库-b1-07", ("车库", "", "B1-07"), id="a dash within the room"),
        pytest.param("12号楼301", ("12号楼", "", "301室"), id="measure words on the roll"),
        pytest.param("301", ("", "", "301"), id="one building without a name"),
    ],
)
def test_as_the_roll_writes_it(typed: str, door: tuple[str, str, str]) -> None:
    assert typed_key(typed) == door_key(*door)


@pytest.mark.parametrize(("typed", "other"), [("1-1-01", "11-01"), ("1-101", "11-01"), ("1", "1-1")])
def test_parts_are_kept_apart(typed: str, other: str) -> None:
    assert typed_key(typed) != typed_key(other)
