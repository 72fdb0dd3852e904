"""What an unmet requirement lacks, said so that somebody can act on it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from consult.domain.consent import Figures, Measure, Of, Requirement, Subject, Weight, judge
from consult.domain.rules import RULES, custom_rule
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.rules import finding_words

HALVED = Figures(Weight(300, 30_000_00), Weight(200, 20_000_00), Weight(200, 20_000_00), Weight(100, 10_000_00))


def said(rule: str, figures: Figures, locale: str = ENGLISH) -> list[str]:
    return [finding_words(words_for(locale), finding) for finding in judge(RULES[rule], figures).approval]


def test_exactly_half_lacks_one_head_of_those_there_or_one_newcomer() -> None:
    assert said("general", HALVED)[1] == (
        "100 electors: 1 elector missing among those taking part, or 1 elector newly taking part and agreeing"
    )
    assert said("general", HALVED, CHINESE)[1] == "100人：已参与者中还差1人同意；或新增1人参与并同意"


def test_three_quarters_ask_for_more_newcomers_than_changed_minds() -> None:
    assert "50 electors missing among those taking part, or 200 electors newly" in said("special", HALVED)[1]


def test_of_all_electors_a_newcomer_is_worth_as_much_as_anybody() -> None:
    assert said("unanimous", HALVED) == ["100 electors: 200 electors missing"]


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        pytest.param(Of.ELECTORATE, "80 electors: 5 electors too many", id="of all: nobody new helps, nor is named"),
        pytest.param(
            Of.PARTICIPATING,
            "80 electors: 30 electors too many, or 120 electors newly taking part and not opposing are missing",
            id="of those taking part",
        ),
    ],
)
def test_too_many_against(of: Of, sentence: str) -> None:
    veto = Requirement(Measure.HEADS, Fraction(1, 4), of, strict=False, subject=Subject.OPPOSE, is_ceiling=True)
    figures = Figures(HALVED.electorate, HALVED.participating, HALVED.expressed, HALVED.agree, Weight(80, 8_000_00))
    outcome = judge(custom_rule((), (veto,), ("议事规则",)), figures)
    assert [finding_words(words_for(ENGLISH), finding) for finding in outcome.approval] == [sentence]


def test_all_of_those_taking_part_can_never_be_reached_by_newcomers_once_one_is_against() -> None:
    everyone = Requirement(Measure.HEADS, Fraction(1), Of.PARTICIPATING, strict=False)
    outcome = judge(custom_rule((), (everyone,), ("议事规则",)), HALVED)
    assert finding_words(words_for(ENGLISH), outcome.approval[0]).endswith(
        "100 electors missing, and nobody who takes part newly can make up for it"
    )
