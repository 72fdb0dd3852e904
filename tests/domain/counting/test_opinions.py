"""Opinions in the count and in the result: one pass, heads for the methods, area beside, ballots in any order."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from consult.domain.answers import check_answers
from consult.domain.consent import Verdict, Weight
from consult.domain.counting.tally import CountedBallot, QuestionTally, tally
from consult.domain.ledger import canonical
from consult.domain.method_json import methods_json
from consult.domain.question import AGREE, Answer, Condition, Method, Option, Question, QuestionType
from consult.domain.result import question_result
from consult.domain.rules import rule_named
from tests.domain.opinions import BUDGET, NUMBER, OPINIONS, PLACE, RANK, SCORE

WHOLE = Weight(100, 10_000_00)
GIVEN: tuple[dict[int, object], ...] = (
    {1: ["2", "1"], 2: {"1": 8, "2": 3}, 3: ["1", "2"], 4: "1", 5: "2"},
    {1: ["2"], 2: {"1": 7}, 3: ["2"], 4: "2", 5: "0.5"},
    {1: ["1", "2", "3"], 3: ["3"], 4: "1", 5: "2"},
    {4: "2"},
)


def counted(*given: dict[int, object], area: int = 50_00) -> tuple[QuestionTally, ...]:
    ballots = [CountedBallot(area, check_answers(OPINIONS, answers)) for answers in given]
    return tally(OPINIONS, WHOLE, ballots)


def test_what_counts_beside_the_methods() -> None:
    rank, score, budget, place, number = counted(*GIVEN)
    heads = [{key: weight.heads for key, weight in one.counts.items()} for one in (rank, score, budget, place, number)]
    assert heads == [{"1": 1, "2": 2, "3": 0}, {"1": 2, "2": 1, "3": 0}, {"1": 1, "2": 2, "3": 1}, {"1": 2, "2": 2}, {}]
    assert [one.participating.heads for one in (rank, score, budget, place, number)] == [3, 2, 3, 4, 3]
    assert rank.counts["2"] == Weight(2, 100_00)
    assert rank.blank == Weight(1, 50_00)


def test_each_method_has_its_result() -> None:
    rank, score, budget, place, number = map(methods_json, counted(*GIVEN))
    assert rank["borda"] == {
        "ranking": [["2"], ["1"], ["3"]],
        "winners": ["2"],
        "points": {"1": "7/2", "2": "5/1", "3": "1/2"},
    }
    assert rank["instant-runoff"]["winners"] == rank["schulze"]["winners"] == ["2"]
    assert rank["schulze"]["pairs"]["2"] == {"1": 2, "3": 3}
    assert rank["instant-runoff"]["rounds"] == [
        {"counts": {"1": 1, "2": 2, "3": 0}, "set_aside": 0, "out": [], "tied": []}
    ]
    assert score["mean"]["averages"] == {"1": "15/2", "2": "3/1"}
    assert score["mean"]["unscored"] == ["3"]
    assert score["mean"]["spread"] == {"1": {}, "2": {}, "3": {}}
    assert budget["greedy"] == {"funded": ["2", "1"], "ties": [], "spent": 50_000_00, "budget": 50_000_00}
    assert budget["equal-shares"]["funded"] == ["2", "1"]
    assert budget["equal-shares"]["completed"] == ["1"]
    assert place == {"plurality": {"ranking": [["1", "2"]], "winners": ["1", "2"]}}
    assert number == {"figures": {"heads": 3, "mean": "3/2", "median": "2/1"}}


def test_only_the_methods_chosen_are_counted() -> None:
    only = replace(RANK, methods=(Method.SCHULZE,))
    assert list(methods_json(tally((only,), WHOLE, [CountedBallot(1, {1: ("1",)})])[0])) == ["schulze"]


def test_methods_count_heads_and_never_area() -> None:
    small, large = counted(*GIVEN, area=1), counted(*GIVEN, area=999_99)
    assert list(map(methods_json, small)) == list(map(methods_json, large))


@pytest.mark.parametrize("question", OPINIONS, ids=lambda question: question.type.value)
def test_nobody_answered(question: Question) -> None:
    (empty,) = tally((question,), WHOLE, [])
    found = question_result(empty, rule_named("advisory"))
    assert all(not method.get("winners") and not method.get("funded") for method in found["methods"].values())
    assert found["outcome"] == Verdict.FIGURES
    canonical(found)


@pytest.mark.parametrize("rule", ["advisory", "general", "simple"])
def test_no_rule_is_ever_held_against_an_opinion(rule: str) -> None:
    for one in counted(*GIVEN):
        found = question_result(one, rule_named(rule))
        assert (found["outcome"], found["requirements"], found["plans"]) == ("figures", [], {})
        canonical(found)


def test_the_order_of_ballots_does_not_matter() -> None:
    given = [*GIVEN * 3]
    before = [question_result(one, rule_named("advisory")) for one in counted(*given)]
    random.Random(7).shuffle(given)
    assert [question_result(one, rule_named("advisory")) for one in counted(*given)] == before


def test_a_void_row_is_in_no_method() -> None:
    ballots = [CountedBallot(1, {question.number: "void"}) for question in OPINIONS]
    for one in tally(OPINIONS, WHOLE, ballots):
        assert (one.participating.heads, one.void.heads, dict(one.said)) == (0, 1, {})
        assert all(not method.get("winners") and not method.get("funded") for method in methods_json(one).values())


def test_memory_grows_with_distinct_answers_and_not_with_ballots() -> None:
    answers: dict[int, Answer] = {1: ("2", "1"), 5: "2"}
    rank, *_, number = tally(OPINIONS, Weight(10**6, 10**9), (CountedBallot(1, answers) for _ in range(10_000)))
    assert (len(rank.said), len(number.said)) == (1, 1)


ASKED = (
    Question(1, QuestionType.CONSENT, {"zh": "要不要？"}),
    replace(PLACE, number=2, show_if=Condition(1, AGREE)),
    replace(NUMBER, number=3, show_if=Condition(2, "1")),
)


def test_a_conditional_question_is_asked_of_those_it_was_shown_to() -> None:
    given: list[dict[int, object]] = [
        {1: "agree", 2: "1", 3: "1"},
        {1: "agree", 2: "1"},
        {1: "agree", 2: "2"},
        {1: "agree"},
        {1: "oppose"},
    ]
    ballots = [CountedBallot(10, check_answers(ASKED, answers)) for answers in given]
    first, second, third = tally(ASKED, WHOLE, ballots)
    assert [one.shown_to.heads for one in (first, second, third)] == [5, 4, 2]
    assert [one.blank.heads for one in (first, second, third)] == [0, 1, 1]
    assert third.shown_to == Weight(2, 20)


def test_a_condition_holds_for_one_of_several_chosen() -> None:
    several = Question(1, QuestionType.CHOOSE_SOME, {"zh": "选几个？"}, options=BUDGET.options)
    asked = (several, replace(SCORE, show_if=Condition(1, "2")))
    ballots = [CountedBallot(1, {1: chosen}) for chosen in (("1", "2"), ("2",), ("3",))]
    assert tally(asked, WHOLE, ballots)[1].shown_to.heads == 2


@pytest.mark.parametrize("can_refuse", [True, False], ids=["plans are judged by the rule", "opinions are ranked"])
@pytest.mark.parametrize("kind", [QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME])
def test_choices_are_ranked_only_where_no_rule_judges(kind: QuestionType, can_refuse: bool) -> None:
    options = (Option("1", {"zh": "甲"}), Option("2", {"zh": "乙"}))
    question = Question(1, kind, {"zh": "选哪个？"}, options=options, can_refuse=can_refuse)
    answer: Answer = "2" if kind is QuestionType.CHOOSE_ONE else ("2",)
    methods = methods_json(tally((question,), WHOLE, [CountedBallot(1, {1: answer})])[0])
    assert [found["ranking"] for found in methods.values()] == ([] if can_refuse else [[["2"], ["1"]]])
