"""The table of rules, and a committee's own: the shares a covenant may ask for, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Figures, Finding, Measure, Of, Outcome, Requirement, Subject, Verdict, Weight, judge
from consult.domain.refusal import Refusal
from consult.domain.rule_file import read_rule
from consult.domain.rules import RULES, custom_rule, read_share, rule_from_json, rule_json

HEADS_20 = Requirement(Measure.HEADS, Fraction(1, 5), Of.ELECTORATE, strict=False)
MAJORITY_OF_ALL = Requirement(Measure.HEADS, Fraction(1, 2), Of.ELECTORATE, strict=True)
MAJORITY_PRESENT = Requirement(Measure.HEADS, Fraction(1, 2), Of.PARTICIPATING, strict=True)
MAJORITY_CAST = Requirement(Measure.HEADS, Fraction(1, 2), Of.EXPRESSED, strict=True)
VETO_25 = Requirement(Measure.AREA, Fraction(1, 4), Of.ELECTORATE, False, Subject.OPPOSE, is_ceiling=True)
COVENANT = ("议事规则第十二条",)


def outcome(approval: Requirement, agree: int, oppose: int = 0, took_part: int = 40, expressed: int = 39) -> Outcome:
    rule = custom_rule((HEADS_20,), (approval,), COVENANT)
    area = 100
    figures = Figures(
        Weight(173, 173 * area),
        Weight(took_part, took_part * area),
        Weight(expressed, expressed * area),
        Weight(agree, agree * area),
        Weight(oppose, oppose * area),
    )
    return judge(rule, figures.check())


@pytest.mark.parametrize(
    ("took_part", "verdict"),
    [
        pytest.param(34, Verdict.INQUORATE, id="34 of 173 are below 34.6"),
        pytest.param(35, Verdict.PASSED, id="35 of 173 are a fifth"),
    ],
)
def test_twenty_per_cent_of_173_lots(took_part: int, verdict: Verdict) -> None:
    assert outcome(MAJORITY_CAST, took_part - 1, took_part=took_part, expressed=took_part - 1).verdict is verdict


@pytest.mark.parametrize(
    ("took_part", "agree", "verdict"),
    [
        pytest.param(34, 34, Verdict.INQUORATE, id="34 of 173 are below 34.6, however many agree"),
        pytest.param(35, 35, Verdict.FIGURES, id="35 of 173 are a fifth, and all agree"),
        pytest.param(35, 0, Verdict.FIGURES, id="35 of 173 are a fifth, and nobody agrees"),
    ],
)
def test_a_turnout_alone_passes_nothing(took_part: int, agree: int, verdict: Verdict) -> None:
    came = Weight(took_part, took_part)
    found = judge(custom_rule((HEADS_20,), (), COVENANT), Figures(Weight(173, 173), came, came, Weight(agree, agree)))
    assert (found.verdict, found.participation[0].is_met) == (verdict, verdict is Verdict.FIGURES)


@pytest.mark.parametrize(
    ("approval", "agree", "verdict"),
    [
        pytest.param(MAJORITY_CAST, 19, Verdict.REJECTED, id="below half of those cast"),
        pytest.param(MAJORITY_CAST, 20, Verdict.PASSED, id="above half of those cast"),
        pytest.param(MAJORITY_PRESENT, 20, Verdict.REJECTED, id="exactly half of those present"),
        pytest.param(MAJORITY_PRESENT, 21, Verdict.PASSED, id="above half of those present"),
        pytest.param(MAJORITY_OF_ALL, 39, Verdict.REJECTED, id="everyone who chose is no majority of all members"),
    ],
)
def test_majorities_of_three_wholes(approval: Requirement, agree: int, verdict: Verdict) -> None:
    assert outcome(approval, agree).verdict is verdict


@pytest.mark.parametrize(
    ("oppose", "verdict"),
    [
        pytest.param(43, Verdict.PASSED, id="43 of 173 are below a quarter"),
        pytest.param(44, Verdict.REJECTED, id="44 of 173 are above a quarter"),
    ],
)
def test_a_veto_of_a_quarter_of_the_area(oppose: int, verdict: Verdict) -> None:
    found = outcome(VETO_25, 100, oppose, took_part=173, expressed=173)
    assert found.verdict is verdict
    (finding,) = found.approval
    assert finding.missing == (0 if verdict is Verdict.PASSED else 75)


def test_a_veto_of_exactly_a_quarter_still_passes() -> None:
    finding = Finding(VETO_25, 25, 100)
    assert finding.is_met
    assert not Finding(VETO_25, 26, 100).is_met


@pytest.mark.parametrize(
    ("approval", "numerator", "denominator", "newcomers"),
    [
        pytest.param(MAJORITY_PRESENT, 20, 40, 1, id="one more of exactly half"),
        pytest.param(MAJORITY_PRESENT, 18, 40, 5, id="23 of 45"),
        pytest.param(RULES["special"].approval[1], 29, 40, 4, id="33 of 44 are three quarters"),
        pytest.param(
            RULES["general"].participation[1], 199, 300, 1, id="of the electorate, newcomers are what is missing"
        ),
        pytest.param(RULES["unanimous"].approval[0], 11, 12, 1, id="the last owner"),
    ],
)
def test_how_many_new_voters_would_do(approval: Requirement, numerator: int, denominator: int, newcomers: int) -> None:
    assert Finding(approval, numerator, denominator).missing_from_new == newcomers


def test_unanimity_of_those_present_is_lost_once_somebody_disagreed() -> None:
    everyone = Requirement(Measure.HEADS, Fraction(1), Of.PARTICIPATING, strict=False)
    assert Finding(everyone, 11, 12).missing_from_new is None


shares = st.fractions(min_value=Fraction(1, 20), max_value=Fraction(19, 20))


@given(share=shares, strict=st.booleans(), whole=st.integers(0, 400), part=st.integers(0, 400))
def test_newcomers_are_the_smallest_number_that_does(share: Fraction, strict: bool, whole: int, part: int) -> None:
    requirement = Requirement(Measure.HEADS, share, Of.PARTICIPATING, strict)
    finding = Finding(requirement, min(part, whole), whole)
    newcomers = finding.missing_from_new
    assert newcomers is not None
    assert requirement.is_met(finding.numerator + newcomers, whole + newcomers)
    if newcomers:
        fewer = newcomers - 1
        assert not requirement.is_met(finding.numerator + fewer, whole + fewer)


@given(share=shares, strict=st.booleans(), whole=st.integers(0, 400), part=st.integers(0, 400))
def test_newcomers_dilute_opposition_no_more_than_needed(share: Fraction, strict: bool, whole: int, part: int) -> None:
    requirement = Requirement(Measure.HEADS, share, Of.PARTICIPATING, strict, Subject.OPPOSE, is_ceiling=True)
    finding = Finding(requirement, min(part, whole), whole)
    newcomers = finding.missing_from_new
    assert newcomers is not None
    assert requirement.is_met(finding.numerator, whole + newcomers)
    if newcomers:
        assert not requirement.is_met(finding.numerator, whole + newcomers - 1)


@pytest.mark.parametrize("key", sorted(RULES))
def test_rules_survive_being_kept(key: str) -> None:
    assert rule_from_json(rule_json(RULES[key])) == RULES[key]


def test_a_covenants_rule_survives_being_kept() -> None:
    rule = custom_rule((HEADS_20,), (MAJORITY_CAST, VETO_25), COVENANT)
    assert rule_from_json(rule_json(rule)) == rule


def reason(*args: object) -> str:
    with pytest.raises(Refusal) as refused:
        custom_rule(*args)  # type: ignore[arg-type]
    return refused.value.reason


@pytest.mark.parametrize(
    ("participation", "approval", "basis", "refused"),
    [
        pytest.param((HEADS_20,), (MAJORITY_CAST,), (" ",), "rule-without-basis", id="no basis"),
        pytest.param((), (), COVENANT, "rule-without-requirement", id="nothing required"),
        pytest.param((MAJORITY_CAST,), (), COVENANT, "requirement-strange", id="a quorum of those who chose"),
        pytest.param((VETO_25,), (), COVENANT, "requirement-strange", id="a veto as quorum"),
        pytest.param(
            (),
            (Requirement(Measure.HEADS, Fraction(1, 2), Of.EXPRESSED, True, Subject.OPPOSE),),
            COVENANT,
            "requirement-strange",
            id="opposition as a floor",
        ),
        pytest.param(
            (),
            (Requirement(Measure.HEADS, Fraction(3, 2), Of.EXPRESSED, True),),
            COVENANT,
            "share-outside",
            id="a share above 1",
        ),
        pytest.param(
            (),
            (Requirement(Measure.HEADS, Fraction(1), Of.EXPRESSED, True),),
            COVENANT,
            "share-above-all",
            id="more than everyone agrees",
        ),
        pytest.param(
            (Requirement(Measure.AREA, Fraction(1), Of.ELECTORATE, True),),
            (),
            COVENANT,
            "share-above-all",
            id="more than everyone takes part",
        ),
        pytest.param(
            (HEADS_20,),
            (Requirement(Measure.HEADS, Fraction(1), Of.EXPRESSED, False, Subject.OPPOSE, is_ceiling=True),),
            COVENANT,
            "ceiling-of-all",
            id="a veto that nobody can use",
        ),
    ],
)
def test_what_no_covenant_can_mean_is_refused(
    participation: object, approval: object, basis: object, refused: str
) -> None:
    assert reason(participation, approval, basis) == refused


@pytest.mark.parametrize(
    "requirement",
    [
        pytest.param(Requirement(Measure.HEADS, Fraction(1), Of.EXPRESSED, False), id="everyone agrees"),
        pytest.param(
            Requirement(Measure.HEADS, Fraction(1), Of.EXPRESSED, True, Subject.OPPOSE, is_ceiling=True),
            id="not everyone opposes",
        ),
        pytest.param(Requirement(Measure.HEADS, Fraction(99, 100), Of.EXPRESSED, True), id="more than 99 of a hundred"),
    ],
)
def test_a_share_of_everyone_can_be_asked_for(requirement: Requirement) -> None:
    assert custom_rule((), (requirement,), COVENANT).approval == (requirement,)


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("2/3", Fraction(2, 3)),
        ("20%", Fraction(1, 5)),
        ("0.5", Fraction(1, 2)),
        ("1", Fraction(1)),
        (" ２／３ ", Fraction(2, 3)),
        ("66.67 ％", Fraction(6667, 10_000)),
    ],
)
def test_shares_as_people_write_them(written: str, share: Fraction) -> None:
    assert read_share(written) == share


@pytest.mark.parametrize(
    "written", ["", "0", "0%", "101%", "4/3", "2/0", "half", "-1/2", "nan", "1e-999999999", "1/2/3", "2 0%"]
)
def test_what_is_no_share_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match="share-outside"):
        read_share(written)


def test_a_rule_is_read_from_its_table() -> None:
    rule = read_rule(
        {
            "basis": "议事规则第十二条",
            "participation": [{"measure": "heads", "share": "20%"}],
            "approval": [
                {"measure": "heads", "share": "1/2", "of": "expressed", "strict": True},
                {"measure": "area", "share": "25%", "of": "electorate", "veto": True},
            ],
        }
    )
    assert (rule.participation, rule.approval, rule.basis) == ((HEADS_20,), (MAJORITY_CAST, VETO_25), COVENANT)


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        pytest.param({"basis": []}, "rule-without-basis", id="no basis"),
        pytest.param({"quorum": "20%"}, "unknown-key", id="an unknown key"),
        pytest.param({"participation": "20%"}, "wrong-value", id="a share where a list is meant"),
        pytest.param({"participation": [{"share": "20%"}]}, "key-missing", id="no measure"),
        pytest.param({"participation": [{"measure": "heads"}]}, "key-missing", id="no share"),
        pytest.param({"participation": [{"measure": "votes", "share": "20%"}]}, "wrong-value", id="an unknown measure"),
        pytest.param({"approval": [{"measure": "heads", "share": "1/2"}]}, "key-missing", id="of what"),
        pytest.param(
            {"approval": [{"measure": "heads", "share": "3/2", "of": "expressed"}]}, "share-outside", id="above 1"
        ),
        pytest.param(
            {"participation": [{"measure": "heads", "share": "100%", "strict": True}]},
            "share-above-all",
            id="more than all",
        ),
        pytest.param(
            {"approval": [{"measure": "heads", "share": "1/2", "of": "expressed", "veto": "no"}]},
            "wrong-value",
            id="a word",
        ),
    ],
)
def test_a_table_that_is_no_rule_is_refused(changed: dict[str, object], refused: str) -> None:
    table = {"basis": "议事规则", "participation": [{"measure": "heads", "share": "20%"}]} | changed
    with pytest.raises(Refusal) as caught:
        read_rule(table)
    assert caught.value.reason == refused
