"""Silence after service: what it may mean, when it may mean nothing, and both outcomes side by side."""

import pytest

from consult.domain.consent import Figures, Verdict, Weight
from consult.domain.deemed import Clause, DeemedMode, Service, SilentElector, deem, larger_side, refuse_unless_deemable
from consult.domain.refusal import Refusal
from consult.domain.rules import RULES

TEXT = {"zh": "已送达而逾期未反馈的，视为同意多数意见。"}
MAJORITY = Clause(DeemedMode.MAJORITY, TEXT, stood_on_papers=True)
ABSTAINING = Clause(DeemedMode.ABSTAIN, TEXT, stood_on_papers=True)
FLAT = 100_00


def figures(agree: int, oppose: int, abstain: int = 0, whole: int = 30) -> Figures:
    expressed = agree + oppose
    return Figures(
        Weight(whole, whole * FLAT),
        Weight(expressed + abstain, (expressed + abstain) * FLAT),
        Weight(expressed, expressed * FLAT),
        Weight(agree, agree * FLAT),
        Weight(oppose, oppose * FLAT),
    ).check()


def silent(n: int, service: Service = Service.IN_PERSON) -> list[SilentElector]:
    return [SilentElector(FLAT, service)] * n


@pytest.mark.parametrize(
    ("served", "verdict"),
    [
        pytest.param(9, Verdict.INQUORATE, id="one below two thirds"),
        pytest.param(10, Verdict.PASSED, id="exactly two thirds"),
        pytest.param(11, Verdict.PASSED, id="above"),
    ],
)
def test_silence_that_abstains_makes_a_quorum_but_agrees_to_nothing(served: int, verdict: Verdict) -> None:
    both = deem(RULES["general"], ABSTAINING, figures(10, 0), silent(served))
    assert both is not None
    assert both.returned.verdict is Verdict.INQUORATE
    expected = verdict if served < 10 else Verdict.REJECTED
    assert both.with_deemed.verdict is expected
    assert both.deemed.side == "abstain"


def test_silence_joins_the_larger_side() -> None:
    both = deem(RULES["general"], MAJORITY, figures(7, 3), silent(10))
    assert both is not None
    assert both.deemed.side == "agree"
    assert both.is_changed
    assert both.with_deemed.verdict is Verdict.PASSED
    assert [f.numerator for f in both.with_deemed.approval] == [17 * FLAT, 17]


@pytest.mark.parametrize("service", [Service.LETTERBOX, Service.NONE])
def test_who_was_not_effectively_served_is_never_deemed(service: Service) -> None:
    both = deem(RULES["general"], MAJORITY, figures(7, 3), silent(10, service))
    assert both is not None
    assert both.deemed.weight == Weight()
    assert not both.is_changed


@pytest.mark.parametrize(
    ("agree", "oppose", "side"),
    [
        pytest.param(Weight(6, 600), Weight(5, 500), "agree", id="both measures agree"),
        pytest.param(Weight(5, 500), Weight(6, 600), "oppose", id="both measures oppose"),
        pytest.param(Weight(6, 500), Weight(5, 600), None, id="heads and area differ"),
        pytest.param(Weight(5, 600), Weight(5, 500), None, id="a tie in heads"),
        pytest.param(Weight(), Weight(), None, id="nobody at all"),
    ],
)
def test_the_larger_side(agree: Weight, oppose: Weight, side: str | None) -> None:
    if side is None:
        with pytest.raises(Refusal, match="deeming-undecided"):
            larger_side(agree, oppose)
    else:
        assert larger_side(agree, oppose) == side


@pytest.mark.parametrize(
    ("rule", "clause", "reason"),
    [
        *(
            pytest.param(key, MAJORITY, "deeming-not-allowed", id=f"never under {key}")
            for key in ("special", "lift", "unanimous", "partial-common-special")
        ),
        pytest.param("general", Clause(DeemedMode.ABSTAIN, None, True), "deeming-without-clause", id="no clause"),
        pytest.param("general", Clause(DeemedMode.ABSTAIN, {"zh": " "}, True), "deeming-without-clause", id="a blank"),
        pytest.param("general", Clause(DeemedMode.ABSTAIN, TEXT), "deeming-not-announced", id="nobody was told"),
    ],
)
def test_when_silence_may_mean_nothing(rule: str, clause: Clause, reason: str) -> None:
    for refuse in (
        lambda: refuse_unless_deemable(RULES[rule], clause),
        lambda: deem(RULES[rule], clause, figures(7, 3), silent(10)),
    ):
        with pytest.raises(Refusal, match=reason):
            refuse()


def test_off_is_the_default_and_changes_nothing() -> None:
    assert deem(RULES["special"], Clause(), figures(7, 3), silent(10)) is None
