"""Silence under the estate's own rule: none unless it says so, and never at the share of a special matter."""

from fractions import Fraction

import pytest

from consult.domain.consent import Measure, Of, Requirement, Subject
from consult.domain.refusal import Refusal
from consult.domain.rules import RULES, custom_rule

HEADS_20 = Requirement(Measure.HEADS, Fraction(20, 100), Of.ELECTORATE, strict=False)
VETO_25 = Requirement(Measure.AREA, Fraction(1, 4), Of.ELECTORATE, False, Subject.OPPOSE, is_ceiling=True)
COVENANT = ("议事规则第十二条",)


def floor(share: str, *, of: Of = Of.PARTICIPATING, strict: bool = False) -> Requirement:
    return Requirement(Measure.HEADS, Fraction(share), of, strict)


@pytest.mark.parametrize(
    ("approval", "refused"),
    [
        pytest.param((floor("7499/10000"),), None, id="just below three quarters"),
        pytest.param((floor("3/4"),), "silence-on-special-matter", id="exactly three quarters"),
        pytest.param((floor("3/4", strict=True),), "silence-on-special-matter", id="more than three quarters"),
        pytest.param((floor("1", of=Of.ELECTORATE),), "silence-on-special-matter", id="everyone"),
        pytest.param((floor("1/2"), floor("3/4")), "silence-on-special-matter", id="on one of two lines"),
        pytest.param((VETO_25,), None, id="a veto"),
        pytest.param(
            (Requirement(Measure.HEADS, Fraction(9, 10), Of.EXPRESSED, False, Subject.OPPOSE, is_ceiling=True),),
            None,
            id="a veto of a large share is no agreement",
        ),
    ],
)
def test_silence_is_never_counted_at_the_share_of_a_special_matter(
    approval: tuple[Requirement, ...], refused: str | None
) -> None:
    assert not custom_rule((HEADS_20,), approval, COVENANT).allows_deeming
    if refused is None:
        assert custom_rule((HEADS_20,), approval, COVENANT, allows_deeming=True).allows_deeming
        return
    with pytest.raises(Refusal) as caught:
        custom_rule((HEADS_20,), approval, COVENANT, allows_deeming=True)
    assert caught.value.reason == refused


@pytest.mark.parametrize("key", sorted(key for key, rule in RULES.items() if rule.decides and rule.approval))
def test_a_rule_written_anew_counts_no_silence_that_it_did_not_count(key: str) -> None:
    """Residents' and committee meetings share their shares with ordinary votes; there the tick is the committee's."""
    rule = RULES[key]
    may_be_asked = key not in ("special", "partial-common-special", "lift", "unanimous")
    assert not custom_rule(rule.participation, rule.approval, rule.basis or COVENANT).allows_deeming
    try:
        custom_rule(rule.participation, rule.approval, rule.basis or COVENANT, allows_deeming=True)
        assert may_be_asked
    except Refusal:
        assert not may_be_asked
