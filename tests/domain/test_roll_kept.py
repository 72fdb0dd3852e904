"""A newer file does not quietly undo what was corrected by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.domain.electorate import Owner, Unit
from consult.domain.roll_edit import UnitEdit, edited
from consult.domain.roll_kept import HandMade, hand_made

FLAT = Unit("1", "101", area=89_20, owners=(Owner("张伟"),))
LARGER = replace(FLAT, area=89_50)
NEXT = Unit("1", "102", area=70_00)


def found(new: list[Unit], *edits: UnitEdit) -> list[HandMade]:
    units: tuple[Unit, ...] = (FLAT, NEXT)
    for edit in edits:
        units = edited(units, [edit])
    return hand_made(edits, units, new)


def test_a_file_that_does_not_know_the_correction() -> None:
    (one,) = found([replace(FLAT, note="新"), NEXT], UnitEdit(FLAT, LARGER))
    assert (one.fields, one.is_unknown, one.place) == (("area",), True, FLAT.place)
    assert one.edit == UnitEdit(replace(FLAT, note="新"), replace(LARGER, note="新"))


def test_a_file_that_says_something_third() -> None:
    (one,) = found([replace(FLAT, area=90_00), NEXT], UnitEdit(FLAT, LARGER))
    assert (one.fields, one.is_unknown) == (("area",), False)


@pytest.mark.parametrize(
    ("new", "edits"),
    [
        ([LARGER, NEXT], [UnitEdit(FLAT, LARGER)]),
        ([FLAT, NEXT], [UnitEdit(FLAT, LARGER), UnitEdit(LARGER, FLAT)]),
        ([NEXT], [UnitEdit(FLAT, LARGER)]),
        ([FLAT], [UnitEdit(NEXT, None)]),
        ([FLAT, NEXT], [UnitEdit(NEXT, None), UnitEdit(None, NEXT)]),
        ([FLAT, NEXT], []),
    ],
    ids=["the file has it", "taken back", "no longer in the file", "gone in both", "away and back", "none made"],
)
def test_nothing_to_keep(new: list[Unit], edits: list[UnitEdit]) -> None:
    assert found(new, *edits) == []


def test_several_corrections_of_one_unit_are_one() -> None:
    noted = replace(LARGER, note="转角")
    (one,) = found([FLAT, NEXT], UnitEdit(FLAT, LARGER), UnitEdit(LARGER, noted))
    assert (one.was, one.standing, set(one.fields)) == (FLAT, noted, {"area", "note"})


def test_a_unit_added_and_one_taken_away_by_hand() -> None:
    new = Unit("2", "1", area=50_00)
    added, away = found([FLAT, NEXT], UnitEdit(None, new), UnitEdit(NEXT, None))
    assert (added.edit, away.edit) == (UnitEdit(None, new), UnitEdit(NEXT, None))


def test_a_unit_whose_number_was_corrected() -> None:
    moved = replace(FLAT, room="103")
    (one,) = found([replace(FLAT, area=1_00), NEXT], UnitEdit(FLAT, moved))
    assert one.edit == UnitEdit(replace(FLAT, area=1_00), replace(moved, area=1_00))


def test_kept_over_the_file_nothing_is_left_to_keep() -> None:
    edits = [UnitEdit(FLAT, LARGER), UnitEdit(NEXT, None), UnitEdit(None, Unit("2", "1"))]
    file = [FLAT, NEXT]
    kept = edited(file, [one.edit for one in found(file, *edits)])
    assert found(list(kept), *edits) == []
