"""What a ballot cannot say is named; what stands just within its bounds is counted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.verifier.hand_built import votes, web

UNKNOWN = "something was chosen that does not stand on the ballot"
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a choice that is not there": ({"1": "perhaps"}, f"question 1: {UNKNOWN}"),
    "following that is not offered": ({"1": "follow"}, f"question 1: {UNKNOWN}"),
    "three of at most two": ({"2": ["1", "2", "3"]}, "question 2: more was chosen than allowed"),
    "one option twice": ({"2": ["1", "1"]}, "question 2: one option was chosen twice"),
    "none beside an option": ({"2": ["1", "none"]}, "question 2: 'none of these' or 'abstain' was chosen beside"),
    "one yuan over the budget": ({"3": ["1", "2", "3"]}, "question 3: what was chosen costs more than the budget"),
    "a score above the scale": ({"4": {"1": 6}}, "question 4: a score is off the scale"),
    "a score below the scale": ({"4": {"1": 0}}, "question 4: a score is off the scale"),
    "a score that is text": ({"4": {"1": "5"}}, "question 4: a score is off the scale"),
    "three ranked of at most two": ({"5": ["3", "1", "2"]}, "question 5: more was chosen than allowed"),
    "one ranked twice": ({"5": ["3", "3"]}, "question 5: one option was chosen twice"),
    "half a step": ({"6": "1.5"}, "question 6: a number is outside its bounds"),
    "one below the least": ({"6": "-3"}, "question 6: a number is outside its bounds"),
    "one above the most": ({"6": "6"}, "question 6: a number is outside its bounds"),
    "a number with a zero too many": ({"6": "01"}, "question 6: what was written is not in the prescribed form"),
    "a void row on the web": ({"7": {"1": "void"}}, f"question 7: {UNKNOWN}"),
    "a row for no plan": ({"7": {"4": "agree"}}, f"question 7: {UNKNOWN}"),
    "words in the book": ({"8": "我家在三楼"}, "question 8: what was written is not in the prescribed form"),
    "a question too many": ({"10": "agree"}, "a question was answered that was not asked"),
    "a question that was not shown": ({"1": "oppose", "9": "agree"}, "a question was answered that was not asked"),
    "nothing": ({}, "nothing was answered"),
}
RIGHT: dict[str, dict[str, Any]] = {
    "two of at most two": {"2": ["1", "2"]},
    "none alone": {"2": ["none"]},
    "just the budget": {"3": ["2", "3"]},
    "the ends of the scale": {"4": {"1": 1, "2": 5}},
    "two ranked of at most two": {"5": ["3", "1"]},
    "the least number": {"6": "-2"},
    "the greatest number": {"6": "5"},
    "some rows": {"7": {"1": "agree", "3": "abstain"}},
    "a question that was shown": {"1": "agree", "9": "agree"},
}


@pytest.mark.parametrize(("answers", "sentence"), WRONG.values(), ids=list(WRONG))
def test_a_ballot_that_could_not_be_filled_in(answers: dict[str, Any], sentence: str) -> None:
    _, faults = votes(("BALLOT", web(1)[1] | {"answers": answers}))
    assert len(faults) == 1
    assert faults[0].startswith(f"Line 2: a ballot cannot be filled in like this: {sentence}")


@pytest.mark.parametrize("answers", RIGHT.values(), ids=list(RIGHT))
def test_a_ballot_just_within_its_bounds(answers: dict[str, Any]) -> None:
    assert not votes(web(1, answers))[1]
