"""What a finding says beside yes or no: the number on the edge, what is missing now, how many newcomers would do."""

from dataclasses import replace
from fractions import Fraction

import pytest

from consult.domain.consent import Figures, Finding, Measure, Of, Requirement, Rule, Subject, Weight, judge
from consult.domain.rules import RULES, custom_rule

TEN = Weight(10, 10_00)
COVENANT = ("议事规则第十二条",)


def floor(share: Fraction | int, *, strict: bool = False, of: Of = Of.PARTICIPATING) -> Requirement:
    return Requirement(Measure.HEADS, Fraction(share), of, strict)


def veto(share: Fraction | int, *, strict: bool = False, of: Of = Of.PARTICIPATING) -> Requirement:
    return Requirement(Measure.HEADS, Fraction(share), of, strict, Subject.OPPOSE, is_ceiling=True)


@pytest.mark.parametrize(
    ("part", "can_be"),
    [
        pytest.param(Weight(0, 0), True, id="nobody"),
        pytest.param(TEN, True, id="everybody"),
        pytest.param(Weight(11, 10_00), False, id="one head too many"),
        pytest.param(Weight(10, 10_01), False, id="0.01 m² too much"),
        pytest.param(Weight(-1, 0), False, id="fewer heads than none"),
        pytest.param(Weight(0, -1), False, id="less area than none"),
    ],
)
def test_what_can_be_a_part_of_ten(part: Weight, can_be: bool) -> None:
    assert TEN.holds(part) is can_be


def test_weights_are_added_and_taken_away_on_both_measures() -> None:
    assert Weight(7, 5_00) + Weight(3, 2_50) == Weight(10, 7_50)
    assert Weight(7, 5_00) - Weight(3, 2_50) == Weight(4, 2_50)
    assert (Weight(7, 5_00).on(Measure.HEADS), Weight(7, 5_00).on(Measure.AREA)) == (7, 5_00)


@pytest.mark.parametrize(
    ("rule", "weighs_area", "decides"),
    [
        pytest.param(RULES["general"], True, True, id="owners decide on both measures"),
        pytest.param(RULES["simple"], False, True, id="heads decide alone"),
        pytest.param(RULES["advisory"], False, False, id="a survey decides nothing"),
        pytest.param(
            custom_rule((Requirement(Measure.AREA, Fraction(1, 5), Of.ELECTORATE, False),), (floor(1),), COVENANT),
            True,
            True,
            id="area only in the quorum",
        ),
    ],
)
def test_what_a_rule_looks_at(rule: Rule, weighs_area: bool, decides: bool) -> None:
    assert (rule.weighs_area, rule.decides) == (weighs_area, decides)
    assert rule.requirements == (*rule.participation, *rule.approval)


def test_a_rule_allows_proxies_and_deeming_unless_it_says_otherwise() -> None:
    plain = Rule("custom", 1, (), (), COVENANT)
    assert plain.allows_proxies
    assert plain.allows_deeming


@pytest.mark.parametrize(
    ("requirement", "denominator", "needed"),
    [
        pytest.param(floor(Fraction(1, 2)), 10, 5, id="half of ten"),
        pytest.param(floor(Fraction(1, 2), strict=True), 10, 6, id="more than half of ten"),
        pytest.param(floor(Fraction(2, 3)), 10, 7, id="two thirds of ten"),
        pytest.param(floor(Fraction(1, 2)), 0, 1, id="of nobody still one"),
        pytest.param(floor(Fraction(1, 100)), 1, 1, id="a hundredth of one is one"),
        pytest.param(veto(Fraction(1, 4)), 10, 2, id="a quarter of ten allows two"),
        pytest.param(veto(Fraction(1, 4), strict=True), 8, 1, id="less than a quarter of eight allows one"),
        pytest.param(veto(0), 10, 0, id="nobody may oppose"),
        pytest.param(veto(Fraction(1, 4), strict=True), 4, 0, id="less than a quarter of four allows nobody"),
        pytest.param(veto(Fraction(1, 4), strict=True), 0, 0, id="of nobody, nobody and not fewer"),
    ],
)
def test_the_number_on_the_edge(requirement: Requirement, denominator: int, needed: int) -> None:
    assert Finding(requirement, 0, denominator).needed == needed


@pytest.mark.parametrize(
    ("requirement", "numerator", "denominator", "missing"),
    [
        pytest.param(floor(Fraction(1, 2)), 5, 10, 0, id="on the edge nothing is missing"),
        pytest.param(floor(Fraction(1, 2)), 4, 10, 1, id="one below"),
        pytest.param(floor(Fraction(1, 2)), 0, 0, 1, id="where nobody came one is missing"),
        pytest.param(veto(Fraction(1, 4)), 2, 8, 0, id="exactly a quarter may oppose"),
        pytest.param(veto(Fraction(1, 4)), 5, 8, 3, id="three too many oppose"),
        pytest.param(veto(Fraction(1, 4)), 0, 0, 0, id="a veto of nobody is kept to"),
        pytest.param(veto(Fraction(1, 4), strict=True), 0, 0, 0, id="nor is it broken where nobody chose"),
    ],
)
def test_what_is_missing_now(requirement: Requirement, numerator: int, denominator: int, missing: int) -> None:
    finding = Finding(requirement, numerator, denominator)
    assert finding.missing == missing
    assert finding.is_met is (missing == 0)


@pytest.mark.parametrize(
    ("requirement", "numerator", "denominator", "newcomers"),
    [
        pytest.param(floor(Fraction(1, 2)), 5, 10, 0, id="none where it is met"),
        pytest.param(floor(Fraction(1, 2), of=Of.ELECTORATE), 3, 10, 2, id="of all members, what is missing"),
        pytest.param(floor(Fraction(1, 2), of=Of.ELECTORATE), 0, 0, None, id="an empty estate has no newcomers"),
        pytest.param(floor(Fraction(1, 2)), 4, 10, 2, id="six of twelve are half"),
        pytest.param(floor(Fraction(1, 2), strict=True), 4, 10, 3, id="seven of thirteen are more than half"),
        pytest.param(floor(Fraction(1, 2)), 0, 0, 1, id="the first to come is enough"),
        pytest.param(floor(1), 0, 0, 1, id="the first to come is everybody"),
        pytest.param(floor(1), 9, 10, None, id="one who did not agree breaks unanimity for good"),
        pytest.param(floor(1, strict=True), 0, 0, None, id="more than everybody is nobody"),
        pytest.param(veto(Fraction(1, 4)), 3, 11, 1, id="three of twelve are a quarter"),
        pytest.param(veto(Fraction(1, 4), strict=True), 3, 11, 2, id="three of thirteen are less than a quarter"),
        pytest.param(veto(Fraction(1, 4), strict=True), 3, 10, 3, id="three of ten need three more"),
        pytest.param(veto(1, strict=True), 5, 5, 1, id="one who does not oppose ends unanimous opposition"),
        pytest.param(veto(0), 1, 10, None, id="where nobody may oppose no newcomer undoes it"),
        pytest.param(veto(Fraction(1, 4), of=Of.ELECTORATE), 4, 10, None, id="the electorate does not grow"),
    ],
)
def test_how_many_newcomers_would_do(
    requirement: Requirement, numerator: int, denominator: int, newcomers: int | None
) -> None:
    assert Finding(requirement, numerator, denominator).missing_from_new == newcomers


@pytest.mark.parametrize(
    ("requirement", "remaining", "newcomers"),
    [
        pytest.param(floor(Fraction(1, 2)), 3, 2, id="more remain than are needed"),
        pytest.param(floor(Fraction(1, 2)), 2, 2, id="exactly as many remain"),
        pytest.param(floor(Fraction(1, 2)), 1, None, id="one fewer remains"),
        pytest.param(floor(Fraction(1, 2)), 0, None, id="nobody remains"),
        pytest.param(floor(Fraction(1, 2)), None, 2, id="nobody says how many remain"),
        pytest.param(floor(Fraction(1, 2), of=Of.ELECTORATE), 1, 1, id="of everyone, as many as are missing remain"),
        pytest.param(floor(Fraction(1, 2), of=Of.ELECTORATE), 0, None, id="of everyone, nobody remains"),
        pytest.param(floor(Fraction(2, 5)), 0, 0, id="what is met needs nobody"),
    ],
)
def test_no_more_can_come_than_remain(requirement: Requirement, remaining: int | None, newcomers: int | None) -> None:
    assert Finding(requirement, 4, 10, remaining).missing_from_new == newcomers


@pytest.mark.parametrize(
    ("everyone", "came", "missing"),
    [
        pytest.param(Weight(12, 12_00), Weight(10, 10_00), (2_00, 2), id="both remain exactly"),
        pytest.param(Weight(11, 12_00), Weight(10, 10_00), (2_00, None), id="one head too few remains"),
        pytest.param(Weight(12, 11_99), Weight(10, 10_00), (None, 2), id="0.01 m² too little remains"),
    ],
)
def test_heads_and_area_are_bounded_each_by_itself(
    everyone: Weight, came: Weight, missing: tuple[int | None, int | None]
) -> None:
    rule = custom_rule((), (replace(floor(Fraction(1, 2)), measure=Measure.AREA), floor(Fraction(1, 2))), COVENANT)
    outcome = judge(rule, Figures(everyone, came, came, Weight(4, 4_00)))
    assert tuple(finding.missing_from_new for finding in outcome.approval) == missing
