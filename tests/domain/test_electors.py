"""Who casts one ballot: owners of several units, co-owners, the developer, parking, households."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.electorate import Basis, CountingSettings, Owner, OwnerKind, Unit, UnitKind
from consult.domain.electors import Elector, electors_of

OWNERS, HOUSEHOLDS = Basis.BY_OWNER, Basis.BY_HOUSEHOLD
PLAIN = CountingSettings()
WITH_PARKING = CountingSettings(counts_parking=True)


def unit(room: str, *owners: str, area: int | None = 100_00, building: str = "12", **kept: object) -> Unit:
    """A unit; owners are written "name" or "name#key"."""
    held = tuple(Owner(*owner.split("#")) for owner in owners)
    return Unit(building, room, area=area, owners=held, **kept)  # type: ignore[arg-type]


def by_owner(*units: Unit, settings: CountingSettings = PLAIN) -> tuple[Elector, ...]:
    return electors_of(units, OWNERS, settings)


def weights(electors: tuple[Elector, ...]) -> list[tuple[int, int]]:
    return [(elector.heads, elector.area) for elector in electors]


def test_one_owner_of_three_units_is_one_head_with_the_areas_added() -> None:
    electors = by_owner(
        unit("301", "张伟#1234", area=120_00),
        unit("101", "张伟#1234", area=90_00),
        unit("201", "张伟#1234", area=90_00),
    )
    assert weights(electors) == [(1, 300_00)]
    assert [held.room for held in electors[0].units] == ["101", "201", "301"]
    assert electors[0].place == ("12", "", "101")


@pytest.mark.parametrize(
    ("first", "second", "heads"),
    [
        pytest.param("张伟#1234", "张伟#1234", 1, id="same name, same key: one"),
        pytest.param("张伟#1234", "张伟#5678", 2, id="same name, other key: two"),
        pytest.param("张伟", "张伟", 2, id="same name, no key: two, and a question"),
        pytest.param("张伟#1234", "张伟", 2, id="same name, one key missing: two, and a question"),
        pytest.param("张伟#1234", "李娜#1234", 2, id="same key, other name: two"),
    ],
)
def test_name_and_key_together_make_an_owner(first: str, second: str, heads: int) -> None:
    assert len(by_owner(unit("101", first), unit("102", second))) == heads


def test_co_owners_of_a_unit_are_one_head() -> None:
    assert weights(by_owner(unit("101", "张伟#1", "李娜#2"))) == [(1, 100_00)]


def test_the_same_couple_written_in_either_order_is_one_head() -> None:
    assert len(by_owner(unit("101", "张伟#1", "李娜#2"), unit("102", "李娜#2", "张伟#1"))) == 1


def test_a_flat_alone_and_a_flat_with_the_spouse_are_two_electors() -> None:
    assert len(by_owner(unit("101", "张伟#1"), unit("102", "张伟#1", "李娜#2"))) == 2


def test_a_couple_with_one_key_missing_is_not_merged() -> None:
    assert len(by_owner(unit("101", "张伟#1", "李娜"), unit("102", "张伟#1", "李娜"))) == 2


def test_a_developers_twenty_unsold_units_are_one_head() -> None:
    unsold = [unit(str(n), area=50_00, owner_kind=OwnerKind.DEVELOPER) for n in range(101, 121)]
    assert weights(by_owner(*unsold)) == [(1, 1000_00)]


def test_unnamed_unsold_units_belong_to_the_only_developer_by_name() -> None:
    kept = {"owner_kind": OwnerKind.DEVELOPER}
    assert len(by_owner(unit("101", "桂园置业有限公司", **kept), unit("102", **kept))) == 1


def test_two_developers_are_two_heads_and_an_unnamed_unit_is_neithers() -> None:
    kept = {"owner_kind": OwnerKind.DEVELOPER}
    assert len(by_owner(unit("101", "甲公司", **kept), unit("102", "乙公司", **kept), unit("103", **kept))) == 3


def test_public_housing_of_one_owner_is_one_head() -> None:
    kept = {"owner_kind": OwnerKind.PUBLIC_HOUSING}
    assert len(by_owner(*(unit(room, "静安置业集团", **kept) for room in ("101", "102", "103")))) == 1


def test_an_organisation_is_one_head_by_its_full_name() -> None:
    kept = {"owner_kind": OwnerKind.ORGANISATION}
    assert len(by_owner(unit("101", "桂园商贸有限公司", **kept), unit("102", "桂园商贸有限公司", **kept))) == 1


def test_units_without_an_owner_are_an_elector_each() -> None:
    assert len(by_owner(unit("101"), unit("102"))) == 2


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param(PLAIN, [(1, 100_00)], id="excluded: a flat without its space"),
        pytest.param(WITH_PARKING, [(1, 112_50), (1, 12_50)], id="counted: flat and space, and an owner of a space"),
    ],
)
def test_parking_counts_only_where_the_rules_say_so(settings: CountingSettings, expected: object) -> None:
    space = {"kind": UnitKind.PARKING, "area": 12_50, "building": "地库"}
    roll = (unit("101", "张伟#1"), unit("A1", "张伟#1", **space), unit("A2", "李娜#2", **space))
    assert weights(by_owner(*roll, settings=settings)) == expected


def test_storage_has_its_own_switch() -> None:
    roll = (unit("S1", "张伟#1", kind=UnitKind.STORAGE),)
    assert not by_owner(*roll, settings=WITH_PARKING)
    assert by_owner(*roll, settings=CountingSettings(counts_storage=True))


def test_by_household_each_dwelling_is_one_elector_whoever_owns_it() -> None:
    roll = [unit("101", "张伟#1"), unit("102", "张伟#1"), unit("103", owner_kind=OwnerKind.DEVELOPER)]
    roll += [unit("1", "王芳#3", kind=UnitKind.SHOP), unit("A1", "张伟#1", kind=UnitKind.PARKING)]
    electors = electors_of(roll, HOUSEHOLDS, CountingSettings(counts_parking=True))
    assert [elector.place[2] for elector in electors] == ["101", "102", "103"]


def test_a_missing_area_is_flagged_and_weighs_nothing() -> None:
    (elector,) = by_owner(unit("101", "张伟#1", area=None), unit("102", "张伟#1", area=80_00))
    assert (elector.area, elector.missing_area, elector.units_without_area) == (80_00, True, 1)


def test_electors_come_in_walking_order() -> None:
    roll = [unit("1001"), unit("101"), unit("101", building="9"), unit("101", building="10")]
    places = [elector.place for elector in by_owner(*roll)]
    assert places == [("9", "", "101"), ("10", "", "101"), ("12", "", "101"), ("12", "", "1001")]


units = st.builds(
    Unit,
    building=st.sampled_from("123"),
    room=st.integers(101, 140).map(str),
    kind=st.sampled_from(UnitKind),
    area=st.none() | st.integers(1, 500_00),
    owners=st.lists(st.builds(Owner, st.sampled_from("张李王"), st.sampled_from(["", "1", "2"])), max_size=2).map(
        tuple
    ),
    owner_kind=st.sampled_from(OwnerKind),
)
rolls = st.lists(units, max_size=40, unique_by=lambda held: held.place)


@given(rolls, st.sampled_from(Basis), st.booleans(), st.booleans(), st.randoms())
def test_every_counted_unit_has_exactly_one_elector(
    roll: list[Unit], basis: Basis, parking: bool, storage: bool, order: random.Random
) -> None:
    settings = CountingSettings(parking, storage)
    electors = electors_of(roll, basis, settings)
    places = [held.place for elector in electors for held in elector.units]
    counted = [
        held for held in roll if (held.kind is UnitKind.DWELLING if basis is HOUSEHOLDS else settings.counts(held.kind))
    ]
    assert sorted(places) == sorted(held.place for held in counted)
    assert sum(elector.area for elector in electors) == sum(held.area or 0 for held in counted)
    assert electors_of(order.sample(roll, len(roll)), basis, settings) == electors
