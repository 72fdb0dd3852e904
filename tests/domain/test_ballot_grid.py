"""A ballot's grid is kept as plain values, and read back the same."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from consult.domain.ballot_grid import VERSION, Area, BallotGrid, GridBox, Mark, grid_from_json, page_code
from consult.domain.serial import read_serial

GRID = BallotGrid(
    consultation="3",
    text_hash="9f3ac17be04d",
    language="zh-Hans-CN",
    type_size="roomy",
    width=21_000,
    height=29_700,
    corners=(Area(1, 900, 900, 1_400, 1_400),),
    boxes=(
        GridBox(1, "agree", "", Mark.TICK, Area(1, 2_000, 9_000, 2_500, 9_500)),
        GridBox(2, "", "", Mark.WORDS, Area(2, 2_000, 9_000, 15_000, 12_500)),
    ),
)


def test_a_kept_grid_is_read_back_the_same() -> None:
    kept = json.loads(json.dumps(GRID.as_json()))
    assert grid_from_json(kept) == GRID
    assert grid_from_json(kept).key == GRID.key


def test_a_grid_of_another_version_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match=f"version {VERSION + 1}"):
        grid_from_json(GRID.as_json() | {"version": VERSION + 1})


def test_a_grid_of_the_first_version_is_read_and_keeps_its_key() -> None:
    """Kept before grids said how many pages they have: its ballots carry that key in their codes."""
    first = {name: value for name, value in GRID.as_json().items() if name != "pages"} | {"version": 1}
    read = grid_from_json(first)
    assert (read.pages, read.boxes) == (2, GRID.boxes)
    assert read.as_json() == first
    assert read.key == "2EB9DCFC"


def test_the_code_of_a_further_page_says_which_and_leads_to_the_same_serial() -> None:
    codes = [GRID.code("00018", page) for page in (1, 2, 11)]
    assert codes == [f"{GRID.key}/00018", f"{GRID.key}.2/00018", f"{GRID.key}.11/00018"]
    assert {read_serial(code) for code in codes} == {"00018"}
    assert [page_code("", "00018", page) for page in (1, 2)] == ["00018", ".2/00018"]


@pytest.mark.parametrize(
    "change", [{"text_hash": "0"}, {"consultation": "4"}, {"language": "en"}, {"boxes": ()}, {"pages": 3}], ids=str
)
def test_whatever_differs_gives_another_key(change: dict[str, object]) -> None:
    assert replace(GRID, **change).key != GRID.key  # type: ignore[arg-type]
