"""The served and silent, and those who follow, beside what was returned: both outcomes, and when nobody is joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from consult.domain.consent import Measure, Of, Requirement, Subject, Weight
from consult.domain.counting.tally import CountedBallot, tally
from consult.domain.deemed import DeemedMode
from consult.domain.procedure import Procedure
from consult.domain.question import Answer, Condition, Option, Question, QuestionType, Rows
from consult.domain.result import question_result
from consult.domain.rules import RULES, custom_rule

FLAT = 100_00
TEXT = {"zh": "已送达而逾期未反馈的，视为同意多数意见。"}
CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
FOLLOWING = replace(CONSENT, can_follow=True)
OPTIONS = (Option("1", {"zh": "甲"}), Option("2", {"zh": "乙"}))
ONE = Question(1, QuestionType.CHOOSE_ONE, {"zh": "选一"}, options=OPTIONS, can_refuse=True)
EACH = Question(1, QuestionType.EACH_PLAN, {"zh": "逐项"}, options=OPTIONS)
OFF = Procedure()
ABSTAINING = Procedure(deemed=DeemedMode.ABSTAIN, clause=TEXT)
MAJORITY = Procedure(deemed=DeemedMode.MAJORITY, clause=TEXT)

Said = Sequence[tuple[int, Answer | None]]
"""How many equal flats gave which answer; None left the question blank."""


def weight(heads: int) -> dict[str, int]:
    return {"heads": heads, "area": heads * FLAT}


def result(
    said: Said,
    procedure: Procedure,
    *,
    silent: int = 0,
    whole: int = 30,
    question: Question = CONSENT,
    rule: str = "general",
    invalid: int = 0,
) -> dict[str, Any]:
    ballots = [CountedBallot(FLAT, {1: a} if a is not None else {9: "-"}) for heads, a in said for _ in range(heads)]
    (counted,) = tally((question,), Weight(whole, whole * FLAT), ballots)
    return question_result(
        counted,
        RULES[rule],
        procedure,
        invalid=Weight(invalid, invalid * FLAT),
        silent=Weight(silent, silent * FLAT),
    )


def both(found: Mapping[str, Any]) -> tuple[str, str | None]:
    return found["outcome"], found["with_deemed"]["outcome"] if found["with_deemed"] else None


@pytest.mark.parametrize(
    ("silent", "with_them"),
    [
        pytest.param(9, "inquorate", id="one below two thirds"),
        pytest.param(10, "passed", id="exactly two thirds"),
        pytest.param(11, "passed", id="above"),
    ],
)
def test_silence_that_joins_the_larger_side_turns_too_few_into_passed(silent: int, with_them: str) -> None:
    found = result([(7, "agree"), (3, "oppose")], MAJORITY, silent=silent)
    assert both(found) == ("inquorate", with_them)
    assert (found["deemed"], found["deemed_refused"]) == ({"agree": weight(silent)}, None)
    assert found["participating"] == weight(10)


@pytest.mark.parametrize(
    ("silent", "with_them"),
    [
        pytest.param(8, "inquorate", id="one below two thirds"),
        pytest.param(9, "passed", id="exactly two thirds, more than half of them agree"),
        pytest.param(11, "rejected", id="half of those taking part is not more than half"),
    ],
)
def test_silence_that_abstains_makes_a_quorum_but_agrees_to_nothing(silent: int, with_them: str) -> None:
    found = result([(11, "agree")], ABSTAINING, silent=silent)
    assert both(found) == ("inquorate", with_them)
    assert found["deemed"] == {"abstain": weight(silent)}


def test_silence_may_join_the_opposition() -> None:
    found = result([(3, "agree"), (7, "oppose")], MAJORITY, silent=12)
    assert both(found) == ("inquorate", "rejected")
    assert found["deemed"] == {"oppose": weight(12)}
    assert [r["numerator"] for r in found["with_deemed"]["requirements"][2:]] == [3 * FLAT, 3]


@pytest.mark.parametrize(
    ("agree", "oppose", "side"),
    [
        pytest.param(5, 4, "agree", id="one more agrees"),
        pytest.param(5, 5, None, id="a tie"),
        pytest.param(4, 5, "oppose", id="one more opposes"),
        pytest.param(0, 0, None, id="nobody said anything"),
    ],
)
def test_without_a_larger_side_nobody_is_joined_and_that_is_said(agree: int, oppose: int, side: str | None) -> None:
    found = result([(agree, "agree"), (oppose, "oppose")], MAJORITY, silent=20)
    if side is None:
        assert (found["deemed"], found["deemed_refused"], found["with_deemed"]) == (None, "deeming-undecided", None)
    else:
        assert (found["deemed"], found["deemed_refused"]) == ({side: weight(20)}, None)


@pytest.mark.parametrize(
    ("took_part", "silent", "outcome"),
    [
        pytest.param(7, 0, "inquorate", id="7 of 12 and nobody silent"),
        pytest.param(7, 1, "passed", id="7 and one silent make 8 of 12"),
        pytest.param(4, 3, "inquorate", id="4 and three silent are 7 of 12"),
        pytest.param(4, 4, "passed", id="4 and four silent are 8 of 12"),
    ],
)
def test_twelve_equal_units(took_part: int, silent: int, outcome: str) -> None:
    found = result([(took_part, "agree")], MAJORITY, silent=silent, whole=12)
    assert both(found) == ("inquorate", outcome)


def test_where_the_rules_of_procedure_say_nothing_silence_is_nothing() -> None:
    found = result([(10, "agree")], OFF, silent=20)
    assert (found["deemed"], found["followed"], found["deemed_refused"], found["with_deemed"]) == (None,) * 4


@pytest.mark.parametrize("procedure", [ABSTAINING, MAJORITY])
@pytest.mark.parametrize(
    ("silent", "with_them"),
    [
        pytest.param(2, "inquorate", id="one below two thirds"),
        pytest.param(3, "passed", id="exactly two thirds"),
        pytest.param(17, "rejected", id="they weigh against every plan"),
    ],
)
def test_silence_chooses_no_plan(procedure: Procedure, silent: int, with_them: str) -> None:
    found = result([(13, "1"), (4, "2")], procedure, silent=silent, question=ONE, whole=34 if silent == 17 else 30)
    assert both(found) == ("inquorate", with_them)
    assert found["deemed"] == {"abstain": weight(silent)}
    assert list(found["with_deemed"]["plans"]) == ["1", "2"]
    assert found["with_deemed"]["plans"]["1"]["outcome"] == with_them
    assert [r["stage"] for r in found["with_deemed"]["requirements"]] == ["participation"] * 2


def test_every_row_has_a_larger_side_of_its_own() -> None:
    said = [(7, Rows((("1", "agree"), ("2", "oppose")))), (3, Rows((("1", "oppose"), ("2", "agree"))))]
    found = result(said, MAJORITY, silent=10, question=EACH)
    assert (found["deemed"], found["deemed_refused"], found["followed"]) == (None, None, None)
    assert [plan["deemed"] for plan in found["plans"].values()] == [{"agree": weight(10)}, {"oppose": weight(10)}]
    assert [plan["outcome"] for plan in found["plans"].values()] == ["inquorate", "inquorate"]
    assert [plan["outcome"] for plan in found["with_deemed"]["plans"].values()] == ["passed", "rejected"]
    assert both(found) == ("inquorate", "passed")


def test_a_row_without_a_larger_side_stands_as_it_was_returned() -> None:
    said = [(7, Rows((("1", "agree"), ("2", "agree")))), (7, Rows((("2", "oppose"),)))]
    found = result(said, MAJORITY, silent=16, question=EACH)
    assert [plan["deemed_refused"] for plan in found["plans"].values()] == [None, "deeming-undecided"]
    assert [plan["deemed"] for plan in found["plans"].values()] == [{"agree": weight(16)}, None]
    assert [plan["outcome"] for plan in found["with_deemed"]["plans"].values()] == ["passed", "inquorate"]


def test_where_no_row_has_a_larger_side_there_is_no_second_outcome() -> None:
    found = result([(5, Rows((("1", "abstain"),)))], MAJORITY, silent=20, question=EACH)
    assert found["with_deemed"] is None
    assert {plan["deemed_refused"] for plan in found["plans"].values()} == {"deeming-undecided"}


def test_what_was_asked_on_a_condition_was_never_asked_of_the_silent() -> None:
    follow_up = replace(CONSENT, show_if=Condition(9, "-"))
    found = result([(7, "agree"), (3, "oppose")], MAJORITY, silent=20, question=follow_up)
    assert (found["deemed"], found["deemed_refused"], found["with_deemed"]) == (None, None, None)


def test_where_silence_means_nothing_a_tie_leaves_nothing_undecided() -> None:
    follow_up = replace(CONSENT, show_if=Condition(9, "-"))
    found = result([(5, "agree"), (5, "oppose")], MAJORITY, silent=20, question=follow_up)
    assert (found["deemed"], found["deemed_refused"], found["with_deemed"]) == (None, None, None)


@pytest.mark.parametrize("answer", ["1", "2", "none"])
def test_a_plan_that_nobody_chose_leaves_nothing_undecided(answer: str) -> None:
    found = result([(10, answer)], MAJORITY, silent=20, question=ONE)
    assert (found["deemed"], found["deemed_refused"]) == ({"abstain": weight(20)}, None)


@pytest.mark.parametrize("kind", [QuestionType.TEXT, QuestionType.NUMBER])
def test_silence_writes_nothing(kind: QuestionType) -> None:
    found = result([(7, "3")], MAJORITY, silent=20, question=Question(1, kind, {"zh": "？"}))
    assert (found["deemed"], found["deemed_refused"], found["with_deemed"]) == (None, None, None)


@pytest.mark.parametrize(
    ("agree", "oppose", "follow", "outcomes"),
    [
        pytest.param(10, 0, 10, ("rejected", "passed"), id="returned alone, half is not more than half"),
        pytest.param(11, 0, 9, ("passed", "passed"), id="more than half agree already"),
        pytest.param(4, 5, 11, ("rejected", "rejected"), id="they follow the opposition"),
        pytest.param(5, 5, 10, ("rejected", None), id="a tie leaves them without a side"),
    ],
)
def test_who_follows_takes_part_and_then_joins(
    agree: int, oppose: int, follow: int, outcomes: tuple[str, str | None]
) -> None:
    said = [(agree, "agree"), (oppose, "oppose"), (follow, "follow")]
    found = result(said, Procedure(follow=True), question=FOLLOWING)
    assert both(found) == outcomes
    assert found["counts"]["follow"] == weight(follow)
    assert (found["participating"], found["expressed"]) == (weight(20), weight(agree + oppose))
    assert found["deemed"] is None
    if outcomes[1] is None:
        assert (found["followed"], found["deemed_refused"]) == (None, "deeming-undecided")
    else:
        assert found["followed"] == {"agree" if agree > oppose else "oppose": weight(follow)}


@pytest.mark.parametrize(
    ("follow", "outcomes"),
    [
        pytest.param(1, ("passed", "passed"), id="one below the veto"),
        pytest.param(2, ("passed", "passed"), id="exactly what may oppose"),
        pytest.param(3, ("passed", "rejected"), id="one above"),
    ],
)
def test_who_follows_the_opposition_counts_towards_a_veto(follow: int, outcomes: tuple[str, str]) -> None:
    veto = Requirement(Measure.HEADS, Fraction(1, 4), Of.ELECTORATE, False, Subject.OPPOSE, is_ceiling=True)
    rule = custom_rule((), (veto,), ("管理规约第九条",))
    said = [(4, "agree"), (8, "oppose"), (follow, "follow")]
    ballots = [CountedBallot(FLAT, {1: answer}) for heads, answer in said for _ in range(heads)]
    (counted,) = tally((FOLLOWING,), Weight(40, 40 * FLAT), ballots)
    nobody = Weight()
    found = question_result(counted, rule, Procedure(follow=True), invalid=nobody, silent=nobody)
    assert both(found) == outcomes
    assert found["with_deemed"]["requirements"][0]["numerator"] == 8 + follow


def test_who_follows_makes_no_side_the_larger() -> None:
    said = [(3, "agree"), (2, "oppose"), (15, "follow")]
    found = result(said, replace(MAJORITY, follow=True), question=FOLLOWING, silent=10)
    assert (found["followed"], found["deemed"]) == ({"agree": weight(15)}, {"agree": weight(10)})
    assert [r["numerator"] for r in found["with_deemed"]["requirements"]] == [30 * FLAT, 30, 28 * FLAT, 28]


def test_silence_that_abstains_joins_even_where_followers_have_no_side() -> None:
    said = [(5, "agree"), (5, "oppose"), (5, "follow")]
    found = result(said, replace(ABSTAINING, follow=True), question=FOLLOWING, silent=5)
    assert (found["deemed"], found["followed"]) == ({"abstain": weight(5)}, None)
    assert found["deemed_refused"] == "deeming-undecided"
    assert both(found) == ("inquorate", "rejected")


def test_invalid_papers_and_silence_are_added_up_beside_each_other() -> None:
    procedure = replace(MAJORITY, invalid_takes_part=True)
    found = result([(12, "agree")], procedure, silent=4, invalid=4)
    assert found["participating"] == weight(16)
    assert [r["numerator"] for r in found["with_deemed"]["requirements"]] == [20 * FLAT, 20, 16 * FLAT, 16]
    assert both(found) == ("inquorate", "passed")


def test_a_survey_without_thresholds_still_shows_the_silent_apart() -> None:
    found = result([(7, "agree")], MAJORITY, silent=3, rule="advisory")
    assert both(found) == ("figures", "figures")
    assert found["deemed"] == {"agree": weight(3)}
