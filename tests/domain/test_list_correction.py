"""The list of a vote follows the roll's areas and names, never who answers for which rooms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.domain.electorate import Basis, CountingSettings, Owner, Unit
from consult.domain.electors import electors_of
from consult.domain.list_correction import ListCorrection, Listed, list_correction

ZHANG = Owner("张伟", "1")
ONE, OTHER = Unit("1", "101", area=89_20, owners=(ZHANG,)), Unit("1", "102", area=70_00, owners=(ZHANG,))
NEXT = Unit("2", "101", area=50_00)
LISTED = [
    Listed(1, ONE.place, 159_20, ("张伟",), ((OTHER.place, 70_00), (ONE.place, 89_20))),
    Listed(2, NEXT.place, 50_00, (), ((NEXT.place, 50_00),)),
]


def beside(*units: Unit) -> ListCorrection:
    return list_correction(LISTED, electors_of(units, Basis.BY_OWNER, CountingSettings()))


def test_the_same_roll_changes_nothing() -> None:
    assert beside(ONE, OTHER, NEXT) == ListCorrection((), (), 209_20)


@pytest.mark.parametrize(
    "units",
    [
        (replace(ONE, area=89_50), OTHER),
        (replace(ONE, area=70_00), replace(OTHER, area=89_20)),
        tuple(replace(unit, owners=(Owner("张伟明", "1"),)) for unit in (ONE, OTHER)),
    ],
    ids=["an area", "two areas the wrong way round", "a name"],
)
def test_areas_and_names_follow(units: tuple[Unit, ...]) -> None:
    found = beside(*units, NEXT)
    assert [one.listed.id for one in found.corrected] == [1]
    assert found.regrouped == ()


@pytest.mark.parametrize(
    ("units", "regrouped"),
    [
        ((ONE, NEXT), {ONE.place, OTHER.place}),
        ((replace(ONE, owners=()), OTHER, NEXT), {ONE.place, OTHER.place}),
        ((ONE, OTHER, NEXT, Unit("3", "1", area=1)), {("3", "", "1")}),
        ((ONE, OTHER), {NEXT.place}),
    ],
    ids=["a room went", "an owner became two", "a unit came", "an elector went"],
)
def test_who_answers_for_which_rooms_does_not(units: tuple[Unit, ...], regrouped: set[tuple[str, str, str]]) -> None:
    assert set(beside(*units).regrouped) == regrouped
