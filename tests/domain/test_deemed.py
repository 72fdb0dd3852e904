"""Silence after service: when it may mean something at all, and which side is the larger."""

import pytest

from consult.domain.consent import Weight
from consult.domain.deemed import Clause, DeemedMode, Service, larger_side, refuse_unless_deemable
from consult.domain.refusal import Refusal
from consult.domain.rules import RULES

TEXT = {"zh": "已送达而逾期未反馈的，视为同意多数意见。"}
MAJORITY = Clause(DeemedMode.MAJORITY, TEXT, stood_on_papers=True)


@pytest.mark.parametrize(
    ("agree", "oppose", "side"),
    [
        pytest.param(Weight(6, 600), Weight(5, 500), "agree", id="both measures agree"),
        pytest.param(Weight(5, 500), Weight(6, 600), "oppose", id="both measures oppose"),
        pytest.param(Weight(6, 500), Weight(5, 600), None, id="heads and area differ"),
        pytest.param(Weight(5, 600), Weight(6, 500), None, id="area and heads differ"),
        pytest.param(Weight(5, 600), Weight(5, 500), None, id="a tie in heads"),
        pytest.param(Weight(6, 500), Weight(5, 500), None, id="a tie in area"),
        pytest.param(Weight(6, 501), Weight(5, 500), "agree", id="one head and 0.01 m² more"),
        pytest.param(Weight(5, 500), Weight(6, 501), "oppose", id="one head and 0.01 m² less"),
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
    with pytest.raises(Refusal, match=reason):
        refuse_unless_deemable(RULES[rule], clause)


def test_where_silence_means_nothing_anyway_no_rule_minds() -> None:
    for rule in RULES.values():
        refuse_unless_deemable(rule, Clause())


@pytest.mark.parametrize(
    ("service", "is_effective"),
    [
        (Service.IN_PERSON, True),
        (Service.REGISTERED_POST, True),
        (Service.SIGNED_IN, True),
        (Service.LETTERBOX, False),
        (Service.NONE, False),
    ],
)
def test_which_service_is_effective(service: Service, is_effective: bool) -> None:
    assert service.is_effective is is_effective
