"""Cells mended on the page are read as if they had stood in the file; everything else stays where it was."""

from __future__ import annotations

import pytest

from consult.domain.refusal import Refusal
from consult.domain.roll_file.repairs import (
    LONGEST_CELL,
    Repairs,
    Spot,
    check_repairs,
    read_repaired,
    repaired,
    rows_in_place,
    suggestions_of,
)
from consult.domain.roll_file.sheets import Merge, Sheet

HEADER = ["楼栋", "室号", "建筑面积", "业主", "业主编号"]
SHEET = Sheet(
    "名册",
    [
        HEADER,
        ["1", "0101", 90.5, "陈桂芳", "1952"],
        ["1", "102", "八十", "刘三立", "377"],
        ["1", "0101", 70, "冯海", "7001"],
        ["1", "0103", 70, "褚玉兰", "7002"],
    ],
)


def mended(*cells: tuple[int, int, str], out: tuple[int, ...] = (), taken: tuple[str, ...] = ()) -> Repairs:
    return Repairs(
        tuple((Spot(0, row, column), text) for row, column, text in cells),
        frozenset((0, row) for row in out),
        frozenset(taken),
    )


def test_a_mended_cell_and_a_row_left_out_make_a_roll_that_can_be_imported() -> None:
    _, reading = read_repaired([SHEET], mended((3, 2, "80"), out=(4,)))
    assert reading.can_be_imported
    assert [(unit.room, unit.area) for unit in reading.units] == [("0101", 90_50), ("102", 80_00), ("0103", 70_00)]


def test_the_file_itself_stays_as_it_was() -> None:
    read_repaired([SHEET], mended((3, 2, "80"), out=(4,)))
    assert SHEET.rows[2][2] == "八十"
    assert repaired([SHEET], Repairs())[0] is SHEET


def test_a_suggestion_is_taken_throughout() -> None:
    _, before = read_repaired([SHEET], Repairs())
    assert suggestions_of(before) == {"room-zeros-lost": 1, "key-zeros-lost": 1}
    _, after = read_repaired([SHEET], mended(taken=("room-zeros-lost", "key-zeros-lost")))
    assert (after.units[1].room, after.units[1].owners[0].key) == ("0102", "0377")


def test_a_key_among_several_in_one_cell_is_left_to_the_person() -> None:
    rows = [HEADER, *([["1", f"20{n}", 50, "甲", f"500{n}"] for n in range(4)]), ["1", "301", 50, "乙、丙", "5001、12"]]
    _, reading = read_repaired([Sheet("名册", rows)], mended(taken=("key-zeros-lost",)))
    assert [owner.key for owner in reading.units[-1].owners] == ["5001", "12"]


def test_an_area_merged_over_two_rooms_is_split_by_typing() -> None:
    rows = [HEADER, ["1", "101", 160, "甲", ""], ["1", "102", None, "乙", ""]]
    sheet = Sheet("名册", rows, merges=(Merge(1, 2, 2, 2),))
    assert read_repaired([sheet], Repairs())[1].blocking
    _, reading = read_repaired([sheet], mended((2, 2, "90"), (3, 2, "70")))
    assert [unit.area for unit in reading.units] == [90_00, 70_00]


def test_rows_are_shown_with_what_was_mended_first() -> None:
    repairs = mended((3, 2, "80"))
    sheets, reading = read_repaired([SHEET], repairs)
    first, second, *_ = rows_in_place([SHEET], sheets, reading, repairs, most=5)
    assert (first.row, second.row) == (3, 4)
    assert [cell.text for cell in first.cells if cell.is_mended] == ["80"]
    assert [(cell.name, cell.text) for cell in second.cells if cell.is_faulty] == [("室号", "0101")]
    assert len(rows_in_place([SHEET], sheets, reading, repairs, most=0)) == 1


def test_a_column_without_a_name_is_named_in_the_header_row() -> None:
    sheet = Sheet("名册", [["某栏", "室号", "面积"], ["1", "101", 50]])
    sheets, reading = read_repaired([sheet], Repairs())
    (row,) = rows_in_place([sheet], sheets, reading, Repairs(), most=5)
    assert (row.row, row.names_columns, [cell.text for cell in row.cells]) == (1, True, ["某栏", "室号", "面积"])
    assert read_repaired([sheet], mended((1, 0, "楼栋")))[1].can_be_imported


def test_what_says_nothing_new_or_lies_outside_is_no_repair() -> None:
    given = Repairs(
        (
            (Spot(0, 3, 2), "八十"),
            (Spot(0, 99, 2), "1"),
            (Spot(4, 1, 2), "1"),
            (Spot(0, 0, 2), "1"),
            (Spot(0, 2, 300), "1"),
        ),
        frozenset({(0, 99), (7, 1)}),
    )
    assert check_repairs([SHEET], given) == Repairs()
    with pytest.raises(Refusal, match="roll-repair-too-long"):
        check_repairs([SHEET], mended((3, 2, "x" * (LONGEST_CELL + 1))))


def test_a_row_that_is_left_out_is_still_shown_as_it_was() -> None:
    repairs = mended((4, 2, "71"), out=(4,))
    sheets, reading = read_repaired([SHEET], repairs)
    first, *_ = rows_in_place([SHEET], sheets, reading, repairs, most=0)
    assert (first.is_left_out, first.can_be_left_out) == (True, True)
    assert [cell.text for cell in first.cells] == ["1", "0101", "71", "冯海", "7001"]
