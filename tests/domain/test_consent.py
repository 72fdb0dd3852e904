"""The rules on their edges: below, at and above each threshold (voting rules §6)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Figures, Measure, Of, Outcome, Requirement, Verdict, Weight, judge
from consult.domain.refusal import Refusal
from consult.domain.rules import RULES, rule_named


def outcome(
    rule: str,
    electorate: tuple[int, int],
    took_part: tuple[int, int],
    agree: tuple[int, int],
    expressed: tuple[int, int] | None = None,
) -> Outcome:
    figures = Figures(Weight(*electorate), Weight(*took_part), Weight(*(expressed or took_part)), Weight(*agree))
    return judge(RULES[rule], figures.check())


ESTATE = (300, 30_000_00)
TWO_THIRDS = (200, 20_000_00)


@pytest.mark.parametrize(
    ("rule", "took_part", "agree", "verdict"),
    [
        pytest.param("general", (200, 20_000_00), (101, 10_000_01), Verdict.PASSED, id="quorum at exactly two thirds"),
        pytest.param("general", (199, 25_000_00), (150, 20_000_00), Verdict.INQUORATE, id="one head below two thirds"),
        pytest.param("general", (200, 19_999_99), (150, 15_000_00), Verdict.INQUORATE, id="0.01 m² below two thirds"),
        pytest.param("general", TWO_THIRDS, (100, 10_000_00), Verdict.REJECTED, id="exactly half on both"),
        pytest.param("general", TWO_THIRDS, (101, 10_000_00), Verdict.REJECTED, id="exactly half of the area"),
        pytest.param("general", TWO_THIRDS, (100, 10_000_01), Verdict.REJECTED, id="exactly half of the heads"),
        pytest.param("general", TWO_THIRDS, (101, 10_000_01), Verdict.PASSED, id="just over half on both"),
        pytest.param("special", TWO_THIRDS, (150, 15_000_00), Verdict.PASSED, id="exactly three quarters on both"),
        pytest.param("special", TWO_THIRDS, (149, 15_000_00), Verdict.REJECTED, id="a head below three quarters"),
        pytest.param("special", TWO_THIRDS, (150, 14_999_99), Verdict.REJECTED, id="0.01 m² below three quarters"),
        pytest.param("special", TWO_THIRDS, (151, 15_000_01), Verdict.PASSED, id="above three quarters"),
    ],
)
def test_shanghai_estate_of_300(
    rule: str, took_part: tuple[int, int], agree: tuple[int, int], verdict: Verdict
) -> None:
    assert outcome(rule, ESTATE, took_part, agree).verdict is verdict


def test_a_part_taken_away_leaves_the_rest_on_both_measures() -> None:
    assert Weight(4, 9_00) - Weight(1, 1) == Weight(3, 8_99)
    assert Weight(4, 9_00) - Weight(4, 9_00) == Weight()


def test_one_missing_head_is_named() -> None:
    findings = {f.requirement.measure: f for f in outcome("general", ESTATE, (199, 25_000_00), (0, 0)).participation}
    assert findings[Measure.HEADS].missing == 1
    assert findings[Measure.AREA].missing == 0


@pytest.mark.parametrize(
    ("took_part", "is_quorum"), [pytest.param(66, False, id="66 is not two thirds"), pytest.param(67, True, id="67 is")]
)
def test_two_thirds_of_100_heads(took_part: int, is_quorum: bool) -> None:
    found = outcome("general", (100, 10_000_00), (took_part, 10_000_00), (took_part, 10_000_00))
    assert (found.verdict is Verdict.PASSED) is is_quorum


@pytest.mark.parametrize(
    ("took_part", "needed"),
    [pytest.param(8, 6, id="6 of 8"), pytest.param(9, 7, id="7 of 9"), pytest.param(12, 9, id="9 of 12")],
)
def test_lift_in_a_stair_of_12_equal_units(took_part: int, needed: int) -> None:
    unit = 75_00

    def verdict(agree: int) -> Verdict:
        return outcome("lift", (12, 12 * unit), (took_part, took_part * unit), (agree, agree * unit)).verdict

    assert verdict(needed) is Verdict.PASSED
    assert verdict(needed - 1) is Verdict.REJECTED


def test_seven_of_twelve_units_are_no_quorum() -> None:
    assert outcome("lift", (12, 12), (7, 7), (7, 7)).verdict is Verdict.INQUORATE


def test_two_thirds_of_150_000_square_metres_is_100_000() -> None:
    two_thirds = RULES["general"].participation[0]
    assert two_thirds.needed(150_000_00) == 100_000_00


@pytest.mark.parametrize(
    ("expressed", "majority"),
    [pytest.param(19, 10, id="of 19"), pytest.param(20, 11, id="of 20"), pytest.param(21, 11, id="of 21")],
)
def test_simple_majority_of_those_who_chose(expressed: int, majority: int) -> None:
    def verdict(agree: int) -> Verdict:
        return outcome("simple", (50, 0), (30, 0), (agree, 0), (expressed, 0)).verdict

    assert verdict(majority) is Verdict.PASSED
    assert verdict(majority - 1) is Verdict.REJECTED


@pytest.mark.parametrize(
    ("agree", "verdict"),
    [
        pytest.param(11, Verdict.REJECTED, id="one named owner silent"),
        pytest.param(12, Verdict.PASSED, id="every named owner agrees"),
    ],
)
def test_unanimity(agree: int, verdict: Verdict) -> None:
    assert outcome("unanimous", (12, 900_00), (12, 900_00), (agree, 800_00)).verdict is verdict


@pytest.mark.parametrize("rule", sorted(RULES))
def test_nobody_took_part(rule: str) -> None:
    found = outcome(rule, ESTATE, (0, 0), (0, 0))
    assert found.verdict is (Verdict.FIGURES if rule == "advisory" else Verdict.INQUORATE)
    assert all(finding.missing >= 1 for finding in found)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_an_empty_electorate_never_passes(rule: str) -> None:
    assert outcome(rule, (0, 0), (0, 0), (0, 0)).verdict in (Verdict.INQUORATE, Verdict.FIGURES)


def test_an_unknown_rule_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal) as refused:
        rule_named("two-thirds")
    assert refused.value.reason == "unknown-rule"
    assert "general" in refused.value.details["known"]


@pytest.mark.parametrize(
    ("field", "figures"),
    [
        ("participating", Figures(Weight(10, 10), Weight(11, 10), Weight(), Weight())),
        ("expressed", Figures(Weight(10, 10), Weight(5, 5), Weight(5, 6), Weight())),
        ("agree", Figures(Weight(10, 10), Weight(5, 5), Weight(5, 5), Weight(6, 5))),
        ("electorate", Figures(Weight(-1, 10), Weight(), Weight(), Weight())),
        ("oppose", Figures(Weight(10, 10), Weight(5, 5), Weight(5, 5), Weight(3, 3), Weight(3, 2))),
        ("oppose", Figures(Weight(10, 10), Weight(5, 5), Weight(5, 5), Weight(3, 3), Weight(2, 3))),
    ],
)
def test_figures_that_cannot_be_are_refused(field: str, figures: Figures) -> None:
    with pytest.raises(Refusal) as refused:
        figures.check()
    assert refused.value.details["field"] == field


def test_everyone_who_took_a_side_may_agree_or_oppose() -> None:
    figures = Figures(Weight(10, 10), Weight(5, 5), Weight(5, 5), Weight(3, 3), Weight(2, 2))
    assert figures.check() is figures


shares = st.fractions(min_value=Fraction(1, 100), max_value=1)


@given(share=shares, strict=st.booleans(), whole=st.integers(1, 10**9))
def test_needed_is_the_smallest_number_that_meets_the_share(share: Fraction, strict: bool, whole: int) -> None:
    requirement = Requirement(Measure.AREA, share, Of.ELECTORATE, strict)
    needed = requirement.needed(whole)
    meets = (lambda n: Fraction(n, whole) > share) if strict else (lambda n: Fraction(n, whole) >= share)
    assert meets(needed)
    assert not meets(needed - 1)
    assert requirement.is_met(needed, whole)
    assert not requirement.is_met(needed - 1, whole)


@st.composite
def counts(draw: st.DrawFn) -> Figures:
    """Figures that fit together: electorate ⊇ participating ⊇ expressed ⊇ agree."""
    whole = Weight(draw(st.integers(0, 300)), draw(st.integers(0, 30_000_00)))
    groups = [whole]
    for _ in range(3):
        outer = groups[-1]
        groups.append(Weight(draw(st.integers(0, outer.heads)), draw(st.integers(0, outer.area))))
    return Figures(*groups).check()


@given(figures=counts(), rule=st.sampled_from(sorted(RULES)))
def test_what_is_missing_is_exactly_enough(figures: Figures, rule: str) -> None:
    for finding in judge(RULES[rule], figures):
        assert (finding.missing == 0) is finding.is_met
        if finding.denominator:
            completed = finding.numerator + finding.missing
            assert finding.requirement.is_met(completed, finding.denominator)


@given(figures=counts(), rule=st.sampled_from(sorted(RULES)), heads=st.integers(0, 5), area=st.integers(0, 500_00))
def test_more_agreement_in_the_same_turnout_never_turns_passed_into_rejected(
    figures: Figures, rule: str, heads: int, area: int
) -> None:
    more = Weight(
        min(figures.expressed.heads, figures.agree.heads + heads),
        min(figures.expressed.area, figures.agree.area + area),
    )
    before = judge(RULES[rule], figures).verdict
    after = judge(RULES[rule], Figures(figures.electorate, figures.participating, figures.expressed, more)).verdict
    assert not (before is Verdict.PASSED and after is not Verdict.PASSED)
