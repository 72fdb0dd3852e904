"""One question's figures, each of them, with everything a ballot can do: answer, abstain, leave blank, be void."""

from __future__ import annotations

import pytest

from consult.domain.consent import Figures, Weight
from consult.domain.counting.rows import split
from consult.domain.counting.tally import BallotReading, CountedBallot, QuestionTally, judged, tally
from consult.domain.question import Answer, Condition, Option, Question, QuestionType, Rows

OPTIONS = (Option("1", {"zh": "甲"}), Option("2", {"zh": "乙"}))
CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
ONE = Question(1, QuestionType.CHOOSE_ONE, {"zh": "选一"}, options=OPTIONS, can_refuse=True)
EACH = Question(1, QuestionType.EACH_PLAN, {"zh": "逐项"}, options=OPTIONS)
SOME = Question(1, QuestionType.CHOOSE_SOME, {"zh": "选几个"}, options=OPTIONS, can_refuse=True)
WHOLE = Weight(100, 100_00)


def counted(question: Question, *said: tuple[int, Answer | None]) -> QuestionTally:
    """Heads and what they say; None leaves the question blank. Everybody has 1.00 m²."""
    ballots = [CountedBallot(1_00, {} if answer is None else {1: answer}) for n, answer in said for _ in range(n)]
    return tally((question,), WHOLE, ballots)[0]


def flats(heads: int) -> Weight:
    return Weight(heads, heads * 1_00)


READINGS = [
    pytest.param(BallotReading(), 0, id="by default"),
    pytest.param(BallotReading(blank_abstains=True), 3, id="blanks abstain"),
    pytest.param(BallotReading(invalid_takes_part=True), 2, id="void rows take part"),
    pytest.param(BallotReading(blank_abstains=True, invalid_takes_part=True), 5, id="both"),
]


@pytest.mark.parametrize(("reading", "more"), READINGS)
def test_what_consent_hands_to_a_rule(reading: BallotReading, more: int) -> None:
    found = counted(CONSENT, (11, "agree"), (7, "oppose"), (5, "abstain"), (3, None), (2, "void"))
    assert (found.shown_to, found.blank, found.void) == (flats(28), flats(3), flats(2))
    assert found.figures_of("agree", reading) == Figures(WHOLE, flats(23 + more), flats(18), flats(11), flats(7))


@pytest.mark.parametrize(("reading", "more"), READINGS)
def test_who_refuses_every_plan_opposes_each_of_them(reading: BallotReading, more: int) -> None:
    found = counted(ONE, (11, "1"), (6, "2"), (7, "none"), (5, "abstain"), (3, None), (2, "void"))
    assert found.figures_of("1", reading) == Figures(WHOLE, flats(29 + more), flats(24), flats(11), flats(7))
    assert found.figures_of("2", reading).agree == flats(6)


@pytest.mark.parametrize(("reading", "more"), READINGS)
def test_a_plans_row_is_read_like_a_question(reading: BallotReading, more: int) -> None:
    said = [(11, "agree"), (7, "oppose"), (5, "abstain"), (2, "void")]
    found = counted(EACH, *((n, Rows([("1", side)])) for n, side in said), (3, None))
    assert (found.blank_in("1"), found.blank_in("2"), found.blank) == (flats(3), flats(28), flats(3))
    assert found.figures_of("1", reading) == Figures(WHOLE, flats(23 + more), flats(18), flats(11), flats(7))
    assert (found.participating, found.expressed, found.void) == (flats(23), flats(18), flats(2))


def test_without_rows_the_question_is_what_is_blank() -> None:
    found = counted(CONSENT, (2, "agree"), (3, None), (1, "void"))
    assert found.blank_in("agree") == found.blank == flats(3)


def test_a_follower_takes_part_and_has_no_side_yet() -> None:
    question = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}, can_follow=True)
    found = counted(question, (4, "agree"), (3, "follow"), (2, "abstain"))
    assert (found.participating, found.expressed, found.counts["follow"]) == (flats(9), flats(4), flats(3))


def test_several_choices_overlap_and_an_abstention_is_one_of_them() -> None:
    found = counted(SOME, (4, ("1", "2")), (3, ("2",)), (2, ("abstain",)), (1, ("none",)))
    assert dict(found.counts) == {"1": flats(4), "2": flats(7), "none": flats(1), "abstain": flats(2)}
    assert (found.participating, found.expressed) == (flats(10), flats(8))


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        pytest.param(CONSENT, ("agree",), id="agreement"),
        pytest.param(ONE, ("1", "2"), id="each plan"),
        pytest.param(EACH, ("1", "2"), id="each row"),
        pytest.param(Question(1, QuestionType.RANK, {"zh": "排序"}, options=OPTIONS), (), id="an order only advises"),
    ],
)
def test_what_a_rule_is_held_against(question: Question, keys: tuple[str, ...]) -> None:
    assert judged(question) == keys


def test_a_condition_on_a_question_nobody_was_asked_shows_nothing() -> None:
    later = Question(2, QuestionType.CONSENT, {"zh": "那么呢？"}, show_if=Condition(1, "agree"))
    first, second = tally((CONSENT, later), WHOLE, [CountedBallot(1_00, {1: "oppose"})] * 2)
    assert (first.shown_to, second.shown_to, second.blank) == (flats(2), Weight(), Weight())


def test_what_is_no_set_of_rows_adds_to_itself() -> None:
    assert list(split("void")) == ["void"]
