"""What an unmet requirement lacks, said so that somebody can act on it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from consult.domain.consent import Figures, Measure, Of, Requirement, Subject, Weight, judge
from consult.domain.rules import RULES, custom_rule
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.rules import finding_words, needed_now

HALVED = Figures(Weight(300, 30_000_00), Weight(200, 20_000_00), Weight(200, 20_000_00), Weight(100, 10_000_00))


def said(rule: str, figures: Figures, locale: str = ENGLISH) -> list[str]:
    return [finding_words(words_for(locale), finding) for finding in judge(RULES[rule], figures).approval]


def test_exactly_half_lacks_one_head_of_those_there_or_one_newcomer() -> None:
    assert said("general", HALVED)[1] == (
        "100 electors: 1 elector missing among those taking part, or 1 elector newly taking part and agreeing"
    )
    assert said("general", HALVED, CHINESE)[1] == "100人：已参与者中还差1人同意；或新增1人参与并同意"


@pytest.mark.parametrize(
    ("everyone", "ending"),
    [
        pytest.param(401, ", or 200 electors newly taking part and agreeing", id="more remain than are needed"),
        pytest.param(400, ", or 200 electors newly taking part and agreeing", id="exactly as many remain"),
        pytest.param(
            399, "; even if everyone who has not taken part agreed, it would not be reached", id="one fewer remains"
        ),
    ],
)
def test_three_quarters_ask_for_more_newcomers_than_changed_minds(everyone: int, ending: str) -> None:
    figures = replace(HALVED, electorate=Weight(everyone, 30_000_00))
    assert said("special", figures)[1].endswith("50 electors missing among those taking part" + ending)


@pytest.mark.parametrize(
    ("taking_part", "sentence"),
    [
        pytest.param(100, "100 electors: 200 electors missing", id="all who agree came, the others may"),
        pytest.param(
            101,
            "100 electors: 200 electors missing; even if everyone who has not taken part agreed, it would not be"
            " reached",
            id="one came and did not agree",
        ),
    ],
)
def test_of_all_electors_a_newcomer_is_worth_as_much_as_anybody(taking_part: int, sentence: str) -> None:
    came = Weight(taking_part, 20_000_00)
    assert said("unanimous", replace(HALVED, participating=came, expressed=came)) == [sentence]


def test_what_can_no_longer_be_reached_is_said_in_chinese() -> None:
    assert said("unanimous", HALVED, CHINESE) == ["100人：还差200人同意；即使尚未参与的全部同意，也达不到"]


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        pytest.param(Of.ELECTORATE, "80 electors: 5 electors too many", id="of all: nobody new helps, nor is named"),
        pytest.param(
            Of.PARTICIPATING,
            "80 electors: 30 electors too many; even if everyone who has not taken part took part without opposing, it"
            " would be too many",
            id="of those taking part, and 120 do not remain",
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
        "100 electors missing among those taking part; even if everyone who has not taken part agreed, it would not be"
        " reached"
    )


@pytest.mark.parametrize(
    ("whole", "sentence"),
    [
        pytest.param(0, "more than one half of the electors taking part", id="nobody took part: no number"),
        pytest.param(1, "more than one half of 1 elector: 1 elector", id="one did"),
    ],
)
def test_what_a_share_of_those_taking_part_asks_for(whole: int, sentence: str) -> None:
    (_, heads) = RULES["general"].approval
    assert needed_now(words_for(ENGLISH), heads, whole) == sentence
