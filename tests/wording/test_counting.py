"""How it is counted and what came out, in both languages, ties by name."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from consult.domain.answers import check_answers
from consult.domain.consent import Weight
from consult.domain.counting.tally import CountedBallot, tally
from consult.domain.method_json import methods_json
from consult.domain.question import METHODS, Method, Option, Question, QuestionType
from consult.wording.answers import answer_said
from consult.wording.counting import METHOD_NAMES, figure_said, how_counted, method_results
from consult.wording.language import CHINESE, ENGLISH, LOCALES, words_for
from tests.domain.opinions import BUDGET, NUMBER, OPINIONS, RANK, SCORE

ZH, EN = words_for(CHINESE), words_for(ENGLISH)
OPTIONS = (Option("1", {"zh": "甲"}), Option("2", {"zh": "乙"}))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", list(QuestionType))
@pytest.mark.parametrize("can_refuse", [True, False])
def test_every_type_says_how_it_is_counted(locale: str, kind: QuestionType, can_refuse: bool) -> None:
    words = words_for(locale)
    question = Question(1, kind, {"zh": "？"}, options=OPTIONS, can_refuse=can_refuse)
    said = how_counted(words, question)
    assert said.endswith(("。", "."))
    assert any("一" <= character <= "鿿" for character in said) is (locale == CHINESE)


@pytest.mark.parametrize("method", [method for methods in METHODS.values() for method in methods])
def test_every_method_has_a_sentence_of_its_own(method: Method) -> None:
    kind = next(kind for kind, methods in METHODS.items() if method in methods)
    one = Question(1, kind, {"zh": "？"}, methods=(method,))
    every = Question(1, kind, {"zh": "？"})
    for words in (ZH, EN):
        alone = how_counted(words, one).split("。")[0].split(". ")[0]
        assert alone in how_counted(words, every)
        assert words.gettext(METHOD_NAMES[method]) not in alone


def results(question: Question, *given: object) -> dict[str, tuple[str, ...]]:
    ballots = [CountedBallot(1, check_answers((question,), {question.number: said})) for said in given]
    methods = methods_json(tally((question,), Weight(99, 99), ballots)[0])
    return {found.name: found.lines for found in method_results(EN, question, methods)}


def test_a_ranking_says_its_ties_and_points() -> None:
    found = results(replace(RANK, methods=(Method.BORDA,)), ["1", "2"], ["2", "1"])
    assert found == {"Borda count": ("1. tied: 长椅, 滑梯 (points: 3)", "3. 花坛 (points: 0)")}


def test_a_tie_for_the_last_place_is_named() -> None:
    found = results(replace(RANK, methods=(Method.INSTANT_RUNOFF,)), ["1"], ["2"], ["3"])
    assert found["Instant run-off"] == (
        "1. tied: 长椅, 滑梯, 花坛",
        "In round 1 the last place is tied: 长椅, 滑梯, 花坛. Every order was followed to its end.",
    )


def test_scores_say_what_nobody_scored() -> None:
    assert results(SCORE, {"1": 8}, {"1": 7, "2": 3}) == {
        "Mean score": ("1. 长椅 (7.50)", "2. 滑梯 (3)", "Scored by nobody: 花坛")
    }


def test_a_budget_says_what_is_funded_and_what_is_tied() -> None:
    alike = replace(BUDGET, methods=(Method.GREEDY,), options=tuple(replace(o, cost=30_000_00) for o in BUDGET.options))
    assert results(alike, "1", "2")["By support"] == (
        "Tied, with money for 1 of them: 长椅, 滑梯",
        "Spent on what is certain: CNY\xa00.00 of CNY\xa050\xa0000.00",
    )
    assert results(replace(BUDGET, methods=(Method.GREEDY,)), "1")["By support"][0] == "Funded: 长椅"


def test_numbers_come_with_their_unit() -> None:
    assert results(NUMBER, "1", "2", "2", "2", "1", "2")["Mean and median"] == (
        "Mean: 1.67\xa0bicycles",
        "Median: 2\xa0bicycles",
        "The five lowest: up to 2\xa0bicycles",
        "The five highest: from 1\xa0bicycles up",
    )


def test_of_fewer_than_five_numbers_the_ends_are_not_told() -> None:
    assert len(results(NUMBER, "1", "2", "2", "5")["Mean and median"]) == 2


@pytest.mark.parametrize("question", OPINIONS, ids=lambda question: question.type.value)
def test_nothing_is_said_where_nobody_answered(question: Question) -> None:
    assert results(question) == {}


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        (Fraction(2), "2"),
        (Fraction(1, 200), "0.01"),
        (Fraction(1, 201), "0.00"),
        (Fraction(-5, 2), "-2.50"),
        (Fraction(10, 3), "3.33"),
    ],
)
def test_figures_are_rounded_for_print_only(exact: Fraction, said: str) -> None:
    assert figure_said(EN, exact) == said


def test_answers_are_said_in_words() -> None:
    answers = check_answers(OPINIONS, {1: ["3", "1"], 2: {"3": 7}, 3: ["2"], 4: "1", 5: "1.5"})
    said = [answer_said(ZH, question, answers[question.number]) for question in OPINIONS]
    assert said == ["1. 花坛、2. 长椅", "花坛 7", "滑梯", "东门", "1.5\xa0辆"]
