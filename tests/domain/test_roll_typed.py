"""A unit shown in a form and read again is the same; what cannot be read is said beside its field."""

from __future__ import annotations

import pytest

from consult.domain.electorate import AreaSource, Owner, OwnerKind, Unit, UnitKind
from consult.domain.roll_file.header import Column
from consult.domain.roll_typed import TypedReading, read_typed, typed_of
from tests import people

ODD = Unit(
    "12甲",
    "商铺1",
    "2",
    UnitKind.SHOP,
    None,
    AreaSource.SURVEY,
    (Owner("周、记 / 面馆", ""), Owner("李娜", "2")),
    OwnerKind.PUBLIC_HOUSING,
    ("13800000000", "021-55550100"),
    "转角",
)


def read(unit: Unit, **typed: str) -> TypedReading:
    owners = unit.owners or (Owner("", ""),)
    return read_typed(typed_of(unit) | typed, [o.name for o in owners], [o.key for o in owners])


@pytest.mark.parametrize("unit", [ODD, *people.UNITS], ids=lambda unit: "-".join(unit.place))
def test_what_is_shown_is_read_as_it_was(unit: Unit) -> None:
    assert read(unit).unit == unit


@pytest.mark.parametrize(
    ("typed", "column", "key"),
    [
        ({"area": "八十"}, Column.AREA, "area-not-a-number"),
        ({"area": "0"}, Column.AREA, "area-not-positive"),
        ({"room": " "}, Column.ROOM, "room-missing"),
        ({"building": ""}, Column.BUILDING, "building-missing"),
        ({"note": "x" * 501}, Column.NOTE, "value-too-long"),
    ],
)
def test_what_cannot_be_read(typed: dict[str, str], column: Column, key: str) -> None:
    found = read(people.UNITS[0], **typed)
    assert found.unit is None
    assert [(where, what.key) for where, what in found.faults] == [(column, key)]


def test_what_is_unusual_is_a_remark_only() -> None:
    found = read(people.UNITS[0], area="8920", phone="12")
    assert found.unit
    assert {what.key for _, what in found.remarks} == {"area-unlikely", "phone-unlikely"}


def test_blank_lines_of_owners_are_passed_over() -> None:
    found = read_typed(typed_of(ODD), ["张伟", "", "李娜", "张伟"], ["1", "9", "", "1"]).unit
    assert found
    assert found.owners == (Owner("张伟", "1"), Owner("李娜"))


def test_kinds_that_are_not_on_the_list_are_the_usual_ones() -> None:
    found = read(ODD, kind="castle", **{"owner-kind": "king", "area-source": "hearsay"}).unit
    assert found
    assert (found.kind, found.owner_kind, found.area_source) == (UnitKind.DWELLING, OwnerKind.PERSON, None)
