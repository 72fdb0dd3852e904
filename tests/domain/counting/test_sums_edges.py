"""The sums' own promises: a text is understood once, one place unless more are asked for, no sum where nobody spoke."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest

from consult.domain.consent import Weight
from consult.domain.counting import sums as module
from consult.domain.counting.sums import Sums
from consult.domain.ledger import canonical
from consult.domain.question import Option, Question, QuestionType

OPTIONS = (Option("1", {"zh": "甲"}), Option("2", {"zh": "乙"}))
CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
ONE = Question(2, QuestionType.CHOOSE_ONE, {"zh": "选一"}, options=OPTIONS)
SOME = Question(3, QuestionType.CHOOSE_SOME, {"zh": "选几个"}, options=OPTIONS)
RANK = Question(4, QuestionType.RANK, {"zh": "排一排"}, options=OPTIONS)
ASKED = (CONSENT, ONE, SOME, RANK)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read whole."""
    texts: list[str] = []

    class _Reader:
        @staticmethod
        def loads(text: str) -> Any:
            texts.append(text)
            return json.loads(text)

    monkeypatch.setattr(module, "json", _Reader)
    return texts


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        pytest.param(['{"1":"agree"}'] * 3, 1, id="the same answer again"),
        pytest.param(['{"1":"agree","2":"1"}', '{"1":"agree"}', '{"2":"1"}'], 1, id="its pieces, each alone"),
        pytest.param(['{"1":"agree"}', '{"2":"1"}', '{"1":"agree","2":"1"}'], 2, id="known pieces together"),
        pytest.param(['{"1":"agree","2":"1"}', '{"1":"agree","2":"2"}'], 2, id="a piece nobody said before"),
        pytest.param(['{"1":"void"}'] * 2, 1, id="a void row"),
        pytest.param(['{"3":["1"]}'] * 2, 2, id="several choices are read each time"),
        pytest.param(['{"1":"perhaps"}'] * 2, 2, id="what is no choice is not remembered"),
        pytest.param(['{"1":"yes"}'] * 2, 2, id="nor what comes after void in the alphabet"),
    ],
)
def test_a_single_choice_is_understood_once(read: list[str], texts: list[str], whole: int) -> None:
    sums = Sums(ASKED)
    for text in texts:
        sums.add_text(0, 10, text)
    assert len(read) == whole
    assert sums.everyone == Weight(len(texts), 10 * len(texts))


SIDES = ("agree", "oppose", "abstain")
SIX = tuple(Question(number, QuestionType.CONSENT, {"zh": "是否同意？"}) for number in range(1, 7))


def six_answers(sides: Iterable[str]) -> str:
    return canonical({str(number): side for number, side in enumerate(sides, start=1)})


def halves_in(sums: Sums) -> int:
    """How many halves of ballots it remembers; nothing else tells, for a half that is forgotten is only read again."""
    return len(vars(sums)["_in_half"])


def test_both_halves_of_a_text_are_understood_once(read: list[str]) -> None:
    sums = Sums(SIX)
    for side in SIDES * 3:
        sums.add_text(0, 10, six_answers([side] * 6))
    assert len(read) == 3
    assert [sums.said_to(question)["oppose"] for question in SIX] == [Weight(3, 30)] * 6


def test_texts_are_cut_in_the_middle_so_that_halves_come_again() -> None:
    sums = Sums(SIX)
    for _ in range(2):
        for sides in product(SIDES, repeat=6):
            sums.add_text(0, 10, six_answers(sides))
    assert halves_in(sums) == 1 + 3**3 + 3**3
    assert sums.said_to(SIX[5]) == dict.fromkeys(SIDES, Weight(2 * 3**5, 20 * 3**5))


@pytest.mark.parametrize(("bound", "kept"), [(2, 2), (3, 3), (4, 4), (99, 7)])
def test_no_more_halves_are_remembered_than_the_bound(monkeypatch: pytest.MonkeyPatch, bound: int, kept: int) -> None:
    monkeypatch.setattr(module, "_MOST_HALVES", bound)
    sums = Sums(SIX)
    for side in SIDES * 3:
        sums.add_text(0, 10, six_answers([side] * 6))
    assert halves_in(sums) == kept
    assert sums.said_to(SIX[0]) == dict.fromkeys(SIDES, Weight(3, 30))


def test_heads_at_a_place_are_whole_however_large_the_areas() -> None:
    sums = Sums(SIX)
    sums.add(0, 2**63 - 1, {1: "agree"})
    sums.add(0, 2**63 - 1, {1: "agree", 2: "oppose"})
    assert sums.heads_at(0) == {(1, "agree"): 2, (2, "oppose"): 1}


def test_known_and_new_pieces_add_alike() -> None:
    sums = Sums(ASKED)
    for text in ('{"1":"agree","2":"1"}', '{"1":"agree","2":"2"}', '{"2":"2"}', '{"1":"oppose","2":"1"}'):
        sums.add_text(0, 10, text)
    assert sums.said_to(CONSENT) == {"agree": Weight(2, 20), "oppose": Weight(1, 10)}
    assert sums.said_to(ONE) == {"1": Weight(2, 20), "2": Weight(2, 20)}


def test_there_is_one_place_unless_more_are_asked_for() -> None:
    sums = Sums(ASKED)
    sums.add(0, 10, {1: "agree"})
    assert sums.heads_at(0) == {(1, "agree"): 1}
    with pytest.raises(IndexError):
        sums.heads_at(1)


def test_what_was_said_at_one_place_is_nothing_at_the_others() -> None:
    sums = Sums(ASKED, 3)
    sums.add(1, 10, {1: "agree"})
    sums.add_text(2, 20, '{"1":"agree","2":"2"}')
    agreeing = [sums.heads_at(place)[1, "agree"] for place in range(3)]
    assert (agreeing, sums.said_to(CONSENT)) == ([0, 1, 1], {"agree": Weight(2, 30)})


@pytest.mark.parametrize("question", [SOME, RANK], ids=["several choices", "an order"])
def test_a_void_row_stands_beside_what_was_said(question: Question) -> None:
    sums = Sums(ASKED)
    assert sums.said_to(question) == {}
    sums.add(0, 10, {question.number: ("2", "1")})
    assert sums.said_to(question) == {("2", "1"): Weight(1, 10)}
    sums.add(0, 30, {question.number: "void"})
    assert sums.said_to(question) == {("2", "1"): Weight(1, 10), "void": Weight(1, 30)}


def test_equal_answers_to_two_questions_stay_apart() -> None:
    other = Question(5, QuestionType.CHOOSE_SOME, {"zh": "再选几个"}, options=OPTIONS)
    sums = Sums((*ASKED, other))
    sums.add(0, 10, {3: ("1", "2"), 5: ("1", "2")})
    sums.add(0, 20, {3: ("1", "2")})
    assert sums.said_to(SOME) == {("1", "2"): Weight(2, 30)}
    assert sums.said_to(other) == {("1", "2"): Weight(1, 10)}
