"""A ballot's grid is kept as plain values, and read back the same."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from consult.domain.ballot_grid import VERSION, Area, BallotGrid, GridBox, Mark, grid_from_json

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
    with pytest.raises(ValueError, match="version 2"):
        grid_from_json(GRID.as_json() | {"version": VERSION + 1})


@pytest.mark.parametrize(
    "change", [{"text_hash": "0"}, {"consultation": "4"}, {"language": "en"}, {"boxes": ()}], ids=str
)
def test_whatever_differs_gives_another_key(change: dict[str, object]) -> None:
    assert replace(GRID, **change).key != GRID.key  # type: ignore[arg-type]
