"""Where the deemed are added, figure by figure, and which side is the larger one when a measure is level."""

import pytest

from consult.domain.consent import Figures, Weight
from consult.domain.deemed import Clause, Deemed, DeemedMode, larger_side, refuse_unless_clause
from consult.domain.refusal import Refusal

RETURNED = Figures(
    electorate=Weight(30, 30_00),
    participating=Weight(12, 12_00),
    expressed=Weight(10, 10_00),
    agree=Weight(7, 7_00),
    oppose=Weight(3, 3_00),
)
SILENT = Weight(5, 4_50)


@pytest.mark.parametrize(
    ("side", "expressed", "agree", "oppose"),
    [
        pytest.param("agree", Weight(15, 14_50), Weight(12, 11_50), Weight(3, 3_00), id="with those who agree"),
        pytest.param("oppose", Weight(15, 14_50), Weight(7, 7_00), Weight(8, 7_50), id="with those who oppose"),
        pytest.param("abstain", Weight(10, 10_00), Weight(7, 7_00), Weight(3, 3_00), id="with those who abstain"),
    ],
)
def test_the_deemed_take_part_and_stand_on_one_side(
    side: str, expressed: Weight, agree: Weight, oppose: Weight
) -> None:
    together = Deemed(SILENT, side).joined_to(RETURNED)
    assert together == Figures(Weight(30, 30_00), Weight(17, 16_50), expressed, agree, oppose)


def test_more_deemed_than_there_are_electors_are_refused() -> None:
    with pytest.raises(Refusal, match="impossible-figures"):
        Deemed(Weight(19, 4_50), "abstain").joined_to(RETURNED)


@pytest.mark.parametrize(
    ("agree", "oppose"),
    [
        pytest.param(Weight(5, 5_00), Weight(5, 5_01), id="level in heads, more area opposes"),
        pytest.param(Weight(5, 5_00), Weight(6, 5_00), id="level in area, more heads oppose"),
        pytest.param(Weight(5, 5_01), Weight(5, 5_00), id="level in heads, more area agrees"),
        pytest.param(Weight(6, 5_00), Weight(5, 5_00), id="level in area, more heads agree"),
    ],
)
def test_a_side_that_is_larger_on_one_measure_only_is_not_the_larger_side(agree: Weight, oppose: Weight) -> None:
    with pytest.raises(Refusal) as refused:
        larger_side(agree, oppose)
    assert refused.value.details == {"agree": str(agree.heads), "oppose": str(oppose.heads)}


@pytest.mark.parametrize(
    ("clause", "is_enough"),
    [
        pytest.param(Clause(DeemedMode.MAJORITY, {"zh": "视为同意", "en": " "}), True, id="words in one language"),
        pytest.param(Clause(DeemedMode.MAJORITY, {"zh": " ", "en": ""}), False, id="blanks in both"),
        pytest.param(Clause(DeemedMode.MAJORITY, {}), False, id="no language at all"),
        pytest.param(Clause(DeemedMode.OFF), True, id="none is needed where silence means nothing"),
    ],
)
def test_the_clause_needs_words(clause: Clause, is_enough: bool) -> None:
    if is_enough:
        refuse_unless_clause(clause)
    else:
        with pytest.raises(Refusal, match="deeming-without-clause"):
            refuse_unless_clause(clause)
