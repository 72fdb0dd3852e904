"""Changes by hand: laid over a roll, refused where somebody was quicker, taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.domain.electorate import AreaSource, Owner, OwnerKind, Unit, UnitKind
from consult.domain.refusal import Refusal
from consult.domain.roll_edit import (
    LONGEST_REASON,
    UnitEdit,
    check_reason,
    edited,
    unit_from_json,
    unit_json,
    unit_mark,
)

FLAT = Unit("1", "101", area=89_20, owners=(Owner("张伟", "0001"),))
NEXT = Unit("1", "102", area=70_00)
LARGER = replace(FLAT, area=89_50)


def reason_of(edits: list[UnitEdit], units: tuple[Unit, ...] = (FLAT, NEXT)) -> str:
    with pytest.raises(Refusal) as refused:
        edited(units, edits)
    return refused.value.reason


def test_an_edit_replaces_its_unit_and_no_other() -> None:
    assert set(edited((FLAT, NEXT), [UnitEdit(FLAT, LARGER)])) == {LARGER, NEXT}


def test_an_edit_taken_back_leaves_the_roll_as_it_was() -> None:
    edits = [UnitEdit(FLAT, LARGER), UnitEdit(NEXT, None), UnitEdit(None, Unit("2", "1"))]
    after = edited((FLAT, NEXT), edits)
    assert set(edited(after, [edit.reverse for edit in edits])) == {FLAT, NEXT}


def test_two_units_may_change_places() -> None:
    swapped = [UnitEdit(FLAT, replace(FLAT, room="102")), UnitEdit(NEXT, replace(NEXT, room="101"))]
    assert {unit.room: unit.area for unit in edited((FLAT, NEXT), swapped)} == {"101": 70_00, "102": 89_20}


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (UnitEdit(LARGER, FLAT), "roll-unit-changed"),
        (UnitEdit(Unit("9", "9"), None), "roll-unit-unknown"),
        (UnitEdit(FLAT, replace(FLAT, room="102")), "roll-room-taken"),
        (UnitEdit(None, NEXT), "roll-room-taken"),
        (UnitEdit(FLAT, FLAT), "roll-edit-empty"),
    ],
    ids=["somebody was quicker", "no such unit", "moved to a taken room", "added to a taken room", "nothing changes"],
)
def test_what_is_refused(edit: UnitEdit, reason: str) -> None:
    assert reason_of([edit]) == reason


def test_a_unit_comes_back_from_the_history_as_it_was() -> None:
    whole = Unit(
        "12甲",
        "商铺1",
        "2",
        UnitKind.SHOP,
        3_650,
        AreaSource.SURVEY,
        (Owner("周记面馆", ""), Owner("李娜", "2")),
        OwnerKind.ORGANISATION,
        ("13800000000",),
        "转角",
    )
    assert unit_from_json(unit_json(whole)) == whole
    assert unit_from_json(unit_json(NEXT)) == NEXT


def test_a_unit_that_changed_has_another_mark() -> None:
    assert unit_mark(FLAT) == unit_mark(replace(FLAT)) != unit_mark(LARGER)


def test_a_reason_is_one_line_with_something_in_it() -> None:
    assert check_reason("  凭产证 \n 更正 ") == "凭产证 更正"
    assert check_reason("x" * LONGEST_REASON)
    for said, reason in ((" \n ", "roll-edit-without-reason"), ("x" * (LONGEST_REASON + 1), "roll-reason-too-long")):
        with pytest.raises(Refusal) as refused:
            check_reason(said)
        assert refused.value.reason == reason
