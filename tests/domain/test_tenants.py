"""Tenants' figures: heads of the whole, from five opinions on, beside owners' figures that never move."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.procedure import Procedure
from consult.domain.question import Option, Question, QuestionType
from consult.domain.refusal import Refusal
from consult.domain.tenants import refuse_unless_asked, tenants_json
from tests.domain.counting.books import count_book

ASKED = Procedure(tenants=True)
CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
PLANS = Question(
    2, QuestionType.EACH_PLAN, {"zh": "逐项表决"}, options=(Option("a", {"zh": "甲"}), Option("b", {"zh": "乙"}))
)
WISH = Question(3, QuestionType.TEXT, {"zh": "还有什么？"})
QUESTIONS = (CONSENT, PLANS, WISH)
AREAS = {number: number * 10_00 for number in range(1, 8)}
SIDES = st.sampled_from(("agree", "oppose", "abstain"))
ANSWERS = st.fixed_dictionaries(
    {"1": SIDES}, optional={"2": st.dictionaries(st.sampled_from("ab"), SIDES, min_size=1), "3": st.just("sha256:00")}
)


def opinions(*said: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [("OPINION", {"answers": answers}) for answers in said]


def test_where_they_are_not_asked_there_is_nothing() -> None:
    count = count_book(QUESTIONS, AREAS, [], opinions({"1": "agree"}))
    assert tenants_json(Procedure(), count) is None
    with pytest.raises(Refusal, match="tenants-not-asked"):
        refuse_unless_asked(Procedure(), "ABC234")
    refuse_unless_asked(ASKED, "ABC234")


def test_every_row_of_a_plan_has_its_heads() -> None:
    said = [{"1": "agree", "2": {"a": "agree", "b": "oppose"}}] * 3 + [{"2": {"a": "abstain"}, "3": "sha256:00"}] * 2
    told = tenants_json(ASKED, count_book(QUESTIONS, AREAS, [], opinions(*said)))
    assert told == {
        "returned": 5,
        "questions": [
            {"number": 1, "answered": 3, "counts": {"agree": 3, "oppose": 0, "abstain": 0}},
            {
                "number": 2,
                "answered": 5,
                "counts": {},
                "plans": {
                    "a": {"agree": 3, "oppose": 0, "abstain": 2},
                    "b": {"agree": 0, "oppose": 3, "abstain": 0},
                },
            },
            {"number": 3, "answered": 2, "counts": {}},
        ],
    }


@given(st.lists(ANSWERS, max_size=9), st.dictionaries(st.sampled_from(sorted(AREAS)), ANSWERS), st.randoms())
def test_owners_figures_never_move_and_nobody_has_an_area(
    said: list[dict[str, Any]], cast: dict[int, dict[str, Any]], shuffled: Any
) -> None:
    ballots = [{"elector": number, "channel": "web", "answers": answers} for number, answers in cast.items()]
    without = count_book(QUESTIONS, AREAS, ballots)
    beside = opinions(*said)
    shuffled.shuffle(beside)
    count = count_book(QUESTIONS, AREAS, ballots, beside)
    assert count.tallies == without.tallies
    assert (count.returned, count.silent, count.invalid_weight) == (
        without.returned,
        without.silent,
        without.invalid_weight,
    )
    told = tenants_json(ASKED, count)
    assert told is not None
    assert told["returned"] == len(said)
    assert bool(told["questions"]) == (len(said) >= 5)
    if told["questions"]:
        assert sum(told["questions"][0]["counts"].values()) == len(said)
