"""What of a secret poll's figures is told: on the edges of too few answers, and of answers too much alike."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import pytest

from consult.domain.consent import Weight
from consult.domain.ledger import canonical
from consult.domain.privacy import turnout_permille, turnout_step
from consult.domain.procedure import Procedure
from consult.domain.question import Answer, Condition, Option, Question, QuestionType
from consult.domain.result import BookEnd, Returns
from consult.domain.rules import rule_named
from consult.domain.secret_count import (
    WHOLE,
    Turnout,
    Urn,
    count_urn,
    is_of_secret_poll,
    seal,
    secret_result_json,
    tables,
    told_questions,
)

ASKED = Question(1, QuestionType.CONSENT, {"zh": "满意吗？"})
WHY = Question(
    2,
    QuestionType.CHOOSE_SOME,
    {"zh": "为什么？"},
    options=(Option("1", {"zh": "保洁"}), Option("2", {"zh": "保安"})),
    show_if=Condition(1, "agree"),
)
WORDS = Question(2, QuestionType.TEXT, {"zh": "还有呢？"})


def said(**counts: int) -> list[dict[int, Answer]]:
    """So many ballots for each answer; `blank` ones answer nothing here."""
    return [{} if key == "blank" else {1: key} for key, heads in counts.items() for _ in range(heads)]


def told(
    ballots: Sequence[dict[int, Answer]],
    questions: Sequence[Question] = (ASKED,),
    words: Sequence[str] = (),
    procedure: Procedure = Procedure(),  # noqa: B008  (frozen)
) -> list[dict[str, Any]]:
    """The questions of the result."""
    urn = Urn(ballots, {2: words})
    tallies = count_urn(questions, Weight(300, 3_000_000), urn)
    openings = dict.fromkeys(tables(tallies, urn), bytes(32))
    return told_questions(tallies, urn, openings, rule_named("advisory"), procedure)


@pytest.mark.parametrize(
    ("ballots", "is_told"),
    [
        pytest.param(said(agree=16, oppose=3), False, id="nineteen answers"),
        pytest.param(said(agree=17, oppose=3), True, id="exactly twenty answers, three apart"),
        pytest.param(said(agree=18, oppose=2), False, id="two apart can put theirs together"),
        pytest.param(said(agree=19, oppose=1), False, id="one apart knows all the others"),
        pytest.param(said(agree=20), False, id="all alike"),
        pytest.param(said(agree=17, oppose=1, abstain=2), True, id="three apart among themselves"),
        pytest.param(said(agree=17, oppose=2, blank=9), False, id="who answers nothing is not apart"),
        pytest.param(said(agree=297, oppose=3), True, id="three apart among hundreds"),
        pytest.param([], False, id="nobody"),
    ],
)
def test_what_may_be_told(ballots: list[dict[int, Answer]], is_told: bool) -> None:
    (question,) = told(ballots)
    assert question["withheld"] is not is_told
    assert ("counts" in question) is is_told


def test_a_question_that_is_kept_back_says_not_even_how_many_answered() -> None:
    assert told(said(agree=16, oppose=3, blank=4))[0].keys() == {"number", "question", "withheld"}


def test_figures_are_heads_and_have_no_area() -> None:
    (question,) = told(said(agree=17, oppose=3, blank=5))
    assert question["participating"] == {"heads": 20, "area": 0}
    assert question["blank"] == {"heads": 5, "area": 0}
    assert {weight["area"] for weight in question["counts"].values()} == {0}


def conditional(agree: int, oppose: int, cleaning: int, guards: int) -> list[dict[int, Answer]]:
    """Those who agree say why; those who oppose were not asked."""
    asked: list[dict[int, Answer]] = [{1: "agree"} for _ in range(agree)]
    for at in range(cleaning):
        asked[at][2] = ("1",)
    for at in range(cleaning, cleaning + guards):
        asked[at][2] = ("2",)
    return asked + said(oppose=oppose)


@pytest.mark.parametrize(
    ("ballots", "kept_back"),
    [
        pytest.param(conditional(40, 3, 20, 20), [False, False], id="both are many and mixed"),
        pytest.param(conditional(40, 2, 20, 20), [True, True], id="what it hangs on is kept back, and so is it"),
        pytest.param(conditional(19, 10, 10, 9), [False, True], id="asked of nineteen"),
        pytest.param(conditional(30, 10, 28, 2), [False, True], id="asked of many, too much alike"),
    ],
)
def test_a_conditional_question_hangs_on_the_other(ballots: list[dict[int, Answer]], kept_back: list[bool]) -> None:
    assert [question["withheld"] for question in told(ballots, (ASKED, WHY))] == kept_back


def test_what_everybody_ticked_is_known_of_everybody() -> None:
    some = Question(1, QuestionType.CHOOSE_SOME, {"zh": "哪些？"}, options=WHY.options)
    both: list[dict[int, Answer]] = [{1: ("1", "2")} for _ in range(12)]
    first: list[dict[int, Answer]] = [{1: ("1",)} for _ in range(12)]
    assert told(both + first, (some,))[0]["withheld"]
    assert not told(both + first + [{1: ("2",)}] * 3, (some,))[0]["withheld"]


@pytest.mark.parametrize(
    ("wrote", "is_told"),
    [
        pytest.param(2, False, id="two wrote"),
        pytest.param(3, True, id="three wrote, and more did not"),
        pytest.param(17, True, id="three did not"),
        pytest.param(18, False, id="two did not"),
        pytest.param(20, False, id="everybody wrote"),
    ],
)
def test_how_many_wrote_is_told_like_a_choice(wrote: int, is_told: bool) -> None:
    question = told(said(agree=17, oppose=3), (ASKED, WORDS), ["说了"] * wrote)[1]
    assert question["withheld"] is not is_told
    assert "opening" not in question
    assert "说了" not in str(question)
    if is_told:
        assert question["participating"]["heads"] == wrote


def test_a_blank_that_abstains_takes_part_and_is_no_answer() -> None:
    ballots = said(agree=17, oppose=3, blank=4)
    (question,) = told(ballots, procedure=Procedure(blank_abstains=True))
    assert question["participating"]["heads"] == 24
    assert told(said(agree=17, oppose=2, blank=4), procedure=Procedure(blank_abstains=True))[0]["withheld"]


def test_who_writes_nothing_may_abstain_too() -> None:
    words = ["说了"] * 5
    question = told(said(agree=17, oppose=3), (ASKED, WORDS), words, Procedure(blank_abstains=True))[1]
    assert [question[key]["heads"] for key in ("participating", "expressed", "blank")] == [20, 5, 15]
    assert question["blank"]["area"] == 0


def test_a_table_tells_no_order_and_a_seal_needs_its_opening() -> None:
    urn = Urn(said(agree=2, oppose=1), {2: ["乙", "甲"]})
    turned = Urn(urn.ballots[::-1], {2: ["甲", "乙"]})
    found, again = (tables(count_urn((ASKED, WORDS), Weight(9), one), one) for one in (urn, turned))
    assert found == again
    assert found["1"] == {"answered": 3, "counts": {"agree": 2, "oppose": 1, "abstain": 0}}
    assert found[WHOLE] == ['{"1":"agree"}', '{"1":"agree"}', '{"1":"oppose"}']
    opening = b"\x07" * 32
    assert seal(opening, found["1"]) == f"sha256:{hashlib.sha256(opening + canonical(found['1']).encode()).hexdigest()}"
    assert seal(opening, found["1"]) != seal(bytes(32), found["1"])


@pytest.mark.parametrize(
    ("part", "whole", "permille"),
    [
        pytest.param(0, 10_000, 0, id="nobody"),
        pytest.param(10_000, 10_000, 1_000, id="everybody"),
        pytest.param(5, 10_000, 1, id="exactly half a step goes up"),
        pytest.param(4, 10_000, 0, id="less than half a step"),
        pytest.param(0, 0, None, id="no areas on the roll"),
    ],
)
def test_the_one_area_is_rounded(part: int, whole: int, permille: int | None) -> None:
    assert turnout_permille(part, whole) == permille


def test_turnout_goes_in_tens() -> None:
    assert [turnout_step(n) for n in (0, 9, 10, 11, 19, 20)] == [0, 0, 10, 10, 10, 20]


def test_the_whole_result_says_that_it_is_secret_and_one_rounded_area() -> None:
    questions = told(said(agree=17, oppose=3))
    result = secret_result_json(
        consultation={"code": "K7P9QX"},
        rule=rule_named("advisory"),
        procedure=Procedure(),
        electorate=Weight(40, 400_000),
        questions=questions,
        turnout=Turnout(Weight(20, 123_456), 2),
        returns=Returns(40, 30, {"web": 20}, late=1, double=2),
        book=BookEnd(23, "ab", "cd"),
    )
    assert (result["secrecy"], result["turnout"]) == ("secret", {"heads": 20, "area_permille": 309})
    assert (result["returned"]["web"], result["valid"], result["double"], result["late"]) == (20, 20, 2, 1)
    assert (result["questions"], result["ledger"]) == (questions, {"lines": 23, "head": "ab", "root": "cd"})
    assert result["electorate"] == {"heads": 40, "area": 400_000}


def test_questions_of_a_secret_poll_are_known_by_what_they_keep_back() -> None:
    assert all(map(is_of_secret_poll, [*told(said(agree=17, oppose=3)), *told([])]))
    assert not is_of_secret_poll({"number": 1, "counts": {}})
