"""What a second roll changes."""

from __future__ import annotations

from consult.domain.electorate import Owner, Unit
from consult.domain.roll_diff import roll_diff

ZHANG, LI = Owner("张伟", "1"), Owner("李娜", "2")
FLAT = Unit("9", "101", area=90_00, owners=(ZHANG, LI), phones=("13800000000",))


def changed(**fields: object) -> Unit:
    return Unit(**({name: getattr(FLAT, name) for name in FLAT.__slots__} | fields))


def test_the_same_roll_changes_nothing() -> None:
    assert roll_diff([FLAT], [FLAT]).is_empty


def test_the_order_of_co_owners_changes_nothing() -> None:
    assert roll_diff([FLAT], [changed(owners=(LI, ZHANG))]).is_empty


def test_added_and_removed_units_come_in_walking_order() -> None:
    diff = roll_diff([FLAT], [Unit("10", "101"), Unit("9", "102")])
    assert [unit.building for unit in diff.added] == ["9", "10"]
    assert diff.removed == (FLAT,)


def test_a_change_of_area_or_owner_touches_the_vote() -> None:
    (change,) = roll_diff([FLAT], [changed(area=90_01, owners=(LI,))]).changed
    assert (change.changed, change.touches_the_vote) == (("area", "owners"), True)


def test_a_change_of_telephone_does_not_touch_the_vote() -> None:
    (change,) = roll_diff([FLAT], [changed(phones=())]).changed
    assert (change.changed, change.touches_the_vote) == (("phones",), False)
