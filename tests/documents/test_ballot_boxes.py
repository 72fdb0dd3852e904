"""The grid that is kept with a consultation says where the boxes of its printed ballots really are."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PIL import Image

from consult.documents.ballot_paper import BallotSheet, PaperBallot, ballot_run, ballots_part
from consult.domain.ballot_grid import Area, BallotGrid, Mark
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.formal_sheets import EVERY_TYPE
from tests.documents.givens import LONG
from tests.documents.sheets import BALLOT, paper

DPI = 300
DOT = 2540 / DPI
"""A dot of the picture in 0.01 mm."""

ALLOWED = 30
"""0.01 mm."""

WITH_EVERYTHING = replace(BALLOT, questions=EVERY_TYPE)
LONG_DOOR = replace(paper(2), building=LONG.building, room=LONG.room)


def printed(
    sheet: BallotSheet, ballots: list[PaperBallot], words: Words, *, large: bool = False
) -> tuple[BallotGrid, list[Image.Image], list[list[str]]]:
    """The grid of a batch, its pages as pictures, and the codes on them."""
    run = ballot_run(sheet, ballots, words, large_print=large)
    pdf = ballots_part(run, ballots, words)
    return run.grid, list(reading.pictures(pdf, DPI)), reading.codes(pdf)


def ink(page: Image.Image, area: Area, around: int) -> Area:
    """Where the ink within and close around an area ends, in 0.01 mm."""
    left, top = round((area.left - around) / DOT), round((area.top - around) / DOT)
    right, bottom = round((area.right + around) / DOT), round((area.bottom + around) / DOT)
    inked = page.crop((left, top, right, bottom)).point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert inked is not None, area
    ends = (left + inked[0], top + inked[1], left + inked[2], top + inked[3])
    return Area(area.page, *(round(end * DOT) for end in ends))


def astray(grid: BallotGrid, pages: list[Image.Image]) -> list[tuple[Area, Area]]:
    """Boxes and corner marks that are printed elsewhere than the grid says."""
    boxes = [box.area for box in grid.boxes if box.mark is not Mark.WORDS]
    found = [(area, ink(pages[area.page - 1], area, 50)) for area in (*boxes, *grid.corners)]
    return [pair for pair in found if _distance(*pair) > ALLOWED]


def _distance(one: Area, other: Area) -> int:
    sides = ("left", "top", "right", "bottom")
    return max(abs(getattr(one, side) - getattr(other, side)) for side in sides)


def test_every_page_has_the_same_corners_and_its_own_code(zh: Words) -> None:
    """A photo of any page is set straight and read, and no page can be taken for another household's."""
    grid, pages, codes = printed(WITH_EVERYTHING, [paper(1), LONG_DOOR], zh, large=True)
    assert grid.pages > 2
    assert len(pages) == len(codes) > grid.pages
    assert [found for page in codes[: grid.pages] for found in page] == [
        grid.code("LY-0001", number) for number in range(1, grid.pages + 1)
    ]
    others = [found for page in codes[grid.pages :] for found in page]
    assert {found.rpartition("/")[2] for found in others} == {"LY-0002"}
    assert len(set(others)) == len(pages) - grid.pages
    astray_corners = [
        (at, corner) for at, page in enumerate(pages) for corner in grid.corners
        if _distance(corner, ink(page, corner, 50)) > ALLOWED
    ]  # fmt: skip
    assert astray_corners == []


def test_a_further_page_says_in_print_whose_it_is(zh: Words) -> None:
    run = ballot_run(WITH_EVERYTHING, [paper(1)], zh, large_print=True)
    pdf = ballots_part(run, [paper(1)], zh)
    for number in range(2, run.grid.pages + 1):
        strip = reading.text_of(pdf, number)[:60]
        assert all(said in strip for said in ("12号1单元301室", f"第{number}页，共{run.grid.pages}页", "LY-0001"))


@pytest.mark.parametrize("large", [False, True], ids=["usual print", "large print"])
def test_boxes_are_printed_where_the_grid_says(zh: Words, large: bool) -> None:
    grid, pages, _ = printed(WITH_EVERYTHING, [paper(1)], zh, large=large)
    assert astray(grid, pages) == []


def test_every_answer_has_its_box(zh: Words) -> None:
    grid = ballot_run(WITH_EVERYTHING, [paper(1)], zh).grid
    for question in EVERY_TYPE:
        mine = [box for box in grid.boxes if box.question == question.number]
        assert [box.choice for box in mine if not box.plan] == list(question.choices or ("",)) or mine[0].plan
        assert {box.plan for box in mine if box.plan} <= set(question.choices)
    assert len({(box.question, box.choice, box.plan) for box in grid.boxes}) == len(grid.boxes)


def test_a_door_of_many_words_leaves_the_boxes_where_they_are(zh: Words) -> None:
    grid, pages, codes = printed(BALLOT, [paper(1), LONG_DOOR], zh)
    assert codes == [[grid.code("LY-0001")], [grid.code("LY-0002")]]
    assert [astray(grid, [page]) for page in pages] == [[], []]


def test_the_code_on_every_sheet_names_its_grid(zh: Words, en: Words) -> None:
    grid, _, codes = printed(BALLOT, [paper(1)], zh)
    assert codes == [[f"{grid.key}/LY-0001"]]
    assert re.fullmatch(r"[0-9A-F]{8}", grid.key)
    others = [
        ballot_run(BALLOT, [paper(1)], en).grid,
        ballot_run(replace(BALLOT, imprint=replace(BALLOT.imprint, text_hash="0" * 12)), [paper(1)], zh).grid,
    ]
    assert len({grid.key, *(other.key for other in others)}) == 3
