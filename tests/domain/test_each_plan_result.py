"""What a row for each plan becomes: the result's JSON, and the readings that it may hang on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from consult.domain.consent import Verdict, Weight
from consult.domain.counting.tally import CountedBallot, tally
from consult.domain.deemed import Service
from consult.domain.question import Option, Question, QuestionType, Rows
from consult.domain.result import question_result
from consult.domain.rules import RULES
from consult.domain.sensitivity import Holder, Reading, sensitivity

PLANS = Question(
    1, QuestionType.EACH_PLAN, {"zh": "逐方案表决"}, options=(Option("1", {"zh": "甲"}), Option("2", {"zh": "乙"}))
)
FLAT = 100_00
Said = tuple[int, dict[str, str]]


def result(*said: Said, rule: str = "general") -> dict[str, Any]:
    ballots = [CountedBallot(FLAT, {1: Rows(sorted(rows.items()))}) for heads, rows in said for _ in range(heads)]
    (counted,) = tally((PLANS,), Weight(100, 100 * FLAT), ballots)
    return question_result(counted, RULES[rule])


def weight(heads: int) -> dict[str, int]:
    return {"heads": heads, "area": heads * FLAT}


def test_every_plan_carries_its_own_figures_and_requirements() -> None:
    found = result((40, {"1": "agree", "2": "oppose"}), (20, {"1": "abstain", "2": "void"}), (10, {"1": "oppose"}))
    assert (found["counts"], found["methods"], found["requirements"]) == ({}, {}, [])
    assert (found["participating"], found["expressed"], found["void"]) == (weight(70), weight(50), weight(0))
    first, second = found["plans"]["1"], found["plans"]["2"]
    assert first["counts"] == {"agree": weight(40), "oppose": weight(10), "abstain": weight(20)}
    assert (first["participating"], first["expressed"], first["void"]) == (weight(70), weight(50), weight(0))
    assert (second["participating"], second["expressed"], second["void"]) == (weight(40), weight(40), weight(20))
    assert [r["stage"] for r in second["requirements"]] == ["participation"] * 2 + ["approval"] * 2
    # Two thirds of 10 000.00 m² is 6 666.67 m² with the rest of a hundredth, of 100 heads 67.
    assert [r["missing"] for r in second["requirements"][:2]] == [6_666_67 - 4_000_00, 67 - 40]


@pytest.mark.parametrize(
    ("said", "outcome", "plans"),
    [
        pytest.param([(67, {"1": "agree"})], "passed", ["passed", "inquorate"], id="one plan passes, the other fails"),
        pytest.param([(67, {"1": "oppose"})], "rejected", ["rejected", "inquorate"], id="one is refused by enough"),
        pytest.param([(66, {"1": "agree"})], "inquorate", ["inquorate", "inquorate"], id="no row has its quorum"),
        pytest.param([(67, {"1": "agree", "2": "agree"})], "passed", ["passed", "passed"], id="both pass"),
        pytest.param([], "inquorate", ["inquorate", "inquorate"], id="nobody took part"),
    ],
)
def test_the_question_comes_out_as_the_best_of_its_plans(said: Sequence[Said], outcome: str, plans: list[str]) -> None:
    found = result(*said)
    assert (found["outcome"], [plan["outcome"] for plan in found["plans"].values()]) == (outcome, plans)


def test_advice_has_figures_and_no_verdict() -> None:
    found = result((3, {"1": "agree"}), rule="advisory")
    assert (found["outcome"], found["plans"]["1"]["outcome"]) == ("figures", "figures")
    assert found["plans"]["1"]["counts"]["agree"] == weight(3)


def holders(heads: int, rows: dict[str, str] | None = None, service: Service = Service.NONE) -> list[Holder]:
    answers = {1: Rows(sorted(rows.items()))} if rows else None
    return [Holder((FLAT,), answers=answers, service=service)] * heads


@pytest.mark.parametrize(
    ("people", "reading", "changed"),
    [
        pytest.param(
            [*holders(49, {"1": "agree"}), *holders(30, {"1": "oppose"}), *holders(21, {"1": "abstain"})],
            Reading.ABSTENTIONS_OUT,
            ((1, "1"),),
            id="abstentions in one row",
        ),
        pytest.param(
            [*holders(60, {"1": "agree", "2": "agree"}), *holders(10, {"2": "agree"}), *holders(30)],
            Reading.BLANK_ABSTAINS,
            ((1, "1"),),
            id="blanks in one row",
        ),
        pytest.param(
            [*holders(60, {"1": "agree", "2": "agree"}), *holders(10, {"1": "void", "2": "agree"}), *holders(30)],
            Reading.INVALID_TAKES_PART,
            ((1, "1"),),
            id="void marks in one row",
        ),
        pytest.param(
            [
                *holders(30, {"1": "agree", "2": "oppose"}),
                *holders(5, {"1": "oppose", "2": "agree"}),
                *holders(65, service=Service.IN_PERSON),
            ],
            Reading.SILENT_JOIN_MAJORITY,
            ((1, "1"), (1, "2")),
            id="silence joins the larger side of each row",
        ),
    ],
)
def test_a_reading_turns_the_rows_that_hang_on_it(
    people: list[Holder], reading: Reading, changed: tuple[tuple[int, str], ...]
) -> None:
    found = {read.reading: read for read in sensitivity((PLANS,), RULES["general"], people)}
    assert found[reading].changed == changed
    if reading is Reading.SILENT_JOIN_MAJORITY:
        assert found[reading].outcomes[1, "1"].verdict is Verdict.PASSED
        assert found[reading].outcomes[1, "2"].verdict is Verdict.REJECTED


def test_who_only_abstains_takes_no_part_where_abstentions_are_left_out() -> None:
    people = [*holders(67, {"1": "abstain", "2": "abstain"}), *holders(33)]
    found = {read.reading: read for read in sensitivity((PLANS,), RULES["general"], people)}
    outcome = found[Reading.ABSTENTIONS_OUT].outcomes[1, "1"]
    assert [finding.numerator for finding in outcome.participation] == [0, 0]
