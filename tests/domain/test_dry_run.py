"""The dry run: exact expectations, edges of a quorum, and doors that are neither too few nor too many."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Measure, Of, Requirement, Rule, Weight
from consult.domain.dry_run import Building, DryRun, dry_run
from consult.domain.privacy import Cell, Published, Secrecy, publish
from consult.domain.refusal import Refusal
from consult.domain.rules import custom_rule, rule_named


def cell(name: str, heads: int, returned: int, area: int = 10_000) -> Cell:
    return Cell((name,), Weight(heads, heads * area), Weight(returned, returned * area))


def equal(name: str, doors: int, area: int = 10_000) -> Building:
    return Building(name, (area,) * doors)


HALL = (equal("1", 150), equal("2", 150))


def run_general(first: int, second: int, ahead: tuple[Building, ...] = HALL) -> DryRun:
    last = publish(Secrecy.NAMED, [cell("1", 150, first), cell("2", 150, second)])
    return dry_run(rule_named("general"), last, ahead)


@pytest.mark.parametrize(
    ("second", "is_quorate", "doors"),
    [
        pytest.param(99, False, 1, id="one below two thirds"),
        pytest.param(100, True, 0, id="exactly two thirds"),
        pytest.param(101, True, 0, id="one above two thirds"),
    ],
)
def test_a_quorum_at_its_edge(second: int, is_quorate: bool, doors: int) -> None:
    found = run_general(100, second)
    assert found.is_quorate is is_quorate
    assert (found.fewest, found.surest) == (doors, doors)
    assert found.turnout == Weight(100 + second, (100 + second) * 10_000)


def test_shares_are_exact_and_rounded_down_once() -> None:
    last = publish(Secrecy.NAMED, [cell("1", 9, 3), cell("2", 9, 3)])
    found = dry_run(rule_named("general"), last, [equal("1", 5), equal("2", 5)])
    assert [one.heads for one in found.expected] == [Fraction(5, 3), Fraction(5, 3)]
    assert found.turnout.heads == 3
    assert [one.silent_doors for one in found.expected] == [4, 4]


def test_a_building_that_is_new_takes_the_share_of_the_whole() -> None:
    last = publish(Secrecy.NAMED, [cell("1", 10, 10), cell("2", 10, 5)])
    found = dry_run(rule_named("general"), last, [equal("2", 10), equal("3", 20)])
    assert [(one.heads, one.is_known) for one in found.expected] == [(5, True), (15, False)]


def test_small_buildings_share_one_figure() -> None:
    last = publish(Secrecy.NAMED, [cell("1", 10, 5), cell("2", 3, 3), cell("3", 2, 0)])
    found = dry_run(rule_named("general"), last, [equal("1", 10), equal("2", 3), equal("3", 2)])
    shares = {one.building.name: one.heads / len(one.building.areas) for one in found.expected}
    assert shares["2"] == shares["3"]


@pytest.mark.parametrize("cells", [[], [cell("1", 4, 2)]], ids=["none closed", "one of four electors"])
def test_without_an_earlier_turnout_there_is_nothing_to_expect(cells: list[Cell]) -> None:
    with pytest.raises(Refusal, match="no-earlier-turnout"):
        dry_run(rule_named("general"), publish(Secrecy.NAMED, cells), HALL)


def test_area_needs_fewer_large_homes_than_small_ones() -> None:
    rule = custom_rule((Requirement(Measure.AREA, Fraction(1, 2), Of.ELECTORATE, strict=False),), (), ("规约",))
    last = publish(Secrecy.NAMED, [Cell(("1",), Weight(10, 100_000), Weight(2, 20_000))])
    # 2 of 10 are expected with a fifth of 100 000; 30 000 are missing.
    found = dry_run(rule, last, [Building("1", (5_000,) * 5 + (15_000,) * 5)])
    need = found.needs[0]
    assert (need.finding.missing, need.fewest, need.surest) == (30_000, 2, 6)


def test_once_everyone_has_answered_nothing_is_missing() -> None:
    rule = custom_rule((Requirement(Measure.AREA, Fraction(1), Of.ELECTORATE, strict=False),), (), ("规约",))
    last = publish(Secrecy.NAMED, [cell("1", 10, 4)])
    need = dry_run(rule, last, [Building("1", (1, 1, 1, 1, 1, 1, 1, 1, 1, 91))]).needs[0]
    assert need.surest == 6


def test_more_than_all_is_never_reached() -> None:
    # No form lets it be written any more; a consultation that was announced with it keeps it.
    rule = Rule("custom", 1, (Requirement(Measure.HEADS, Fraction(1), Of.ELECTORATE, strict=True),), (), ("规约",))
    found = dry_run(rule, publish(Secrecy.NAMED, [cell("1", 10, 4)]), [equal("1", 10)])
    assert (found.fewest, found.surest, found.is_quorate) == (None, None, False)


def test_the_most_silent_buildings_come_first_and_no_more_than_needed() -> None:
    last = publish(Secrecy.NAMED, [cell("1", 100, 90), cell("2", 100, 20), cell("3", 100, 60)])
    ahead = [equal("1", 100), equal("2", 100), equal("3", 100)]
    found = dry_run(rule_named("general"), last, ahead)
    assert {need.buildings for need in found.needs} == {("2",)}
    unanimous = dry_run(rule_named("unanimous"), last, ahead)
    assert unanimous.needs[0].buildings == ("2", "3", "1")


def test_consent_of_all_electors_needs_as_many_to_take_part() -> None:
    found = dry_run(rule_named("unanimous"), publish(Secrecy.NAMED, [cell("1", 10, 9)]), [equal("1", 10)])
    assert [need.fewest for need in found.needs] == [1]
    assert found.agreeing == ()


def test_what_must_agree_is_said_at_the_expected_turnout() -> None:
    found = run_general(100, 100)
    assert [(r.measure, whole, r.needed(whole)) for r, whole in found.agreeing] == [
        (Measure.AREA, 2_000_000, 1_000_001),
        (Measure.HEADS, 200, 101),
    ]


def test_a_survey_needs_nobody() -> None:
    found = dry_run(rule_named("advisory"), publish(Secrecy.NAMED, [cell("1", 10, 1)]), [equal("1", 10)])
    assert (found.needs, found.fewest, found.surest, found.is_quorate) == ((), 0, 0, True)


AREAS = st.lists(st.integers(1, 40), min_size=1, max_size=6)


def published(returned: int) -> Published:
    return publish(Secrecy.NAMED, [Cell(("1",), Weight(6, 60), Weight(returned, returned * 10))])


@given(AREAS, st.integers(0, 6))
def test_doors_agree_with_trying_every_set_of_them(areas: list[int], returned: int) -> None:
    requirement = Requirement(Measure.AREA, Fraction(2, 3), Of.ELECTORATE, strict=False)
    rule = custom_rule((requirement,), (), ("规约",))
    found = dry_run(rule, published(returned), [Building("1", tuple(areas))])
    need, doors = found.needs[0], found.expected[0].silent_doors
    if need.finding.is_met:
        assert (need.fewest, need.surest) == (0, 0)
        return
    missing = need.finding.missing
    enough = [
        {sum(chosen) >= missing or count == doors for chosen in combinations(areas, count)}
        for count in range(doors + 1)
    ]
    assert need.fewest == next(count for count, found_so in enumerate(enough) if True in found_so)
    assert need.surest == next(count for count, found_so in enumerate(enough) if found_so == {True})
