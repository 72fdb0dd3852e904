"""Rankings, scores, budgets, sites and numbers: read into one form each, refused by name just beyond the edge."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from consult.domain.answers import check_answers
from consult.domain.ledger import canonical
from consult.domain.numbers_typed import read_number, written_number
from consult.domain.question import AGREE, Bounds, Condition, Question, QuestionType, Scores
from consult.domain.question_json import answers_from_json, answers_to_json, from_json, to_json
from consult.domain.refusal import Refusal
from tests.domain.opinions import BUDGET, NUMBER, OPINIONS, RANK, SCORE


@pytest.mark.parametrize(
    ("number", "given", "read"),
    [
        pytest.param(1, ["3", "1", "2"], ("3", "1", "2"), id="an order stays in its order"),
        pytest.param(1, ["2"], ("2",), id="a short order"),
        pytest.param(1, "2", ("2",), id="one option alone"),
        pytest.param(1, {"1": "2", "3": "1", "2": ""}, ("3", "1"), id="places as a form gives them"),
        pytest.param(1, {"1": 7, "2": 3}, ("2", "1"), id="places with gaps are closed up"),
        pytest.param(2, {"2": 10, "1": "0"}, Scores((("1", 0), ("2", 10))), id="scores on both ends of the scale"),
        pytest.param(2, {"1": "", "3": "５"}, Scores((("3", 5),)), id="full-width digits, and one left empty"),
        pytest.param(3, ["2", "1"], ("1", "2"), id="exactly the whole budget"),
        pytest.param(4, "2", "2", id="a site"),
        pytest.param(5, "0", "0", id="exactly the least"),
        pytest.param(5, "5.0", "5", id="exactly the most, without zeros that say nothing"),
        pytest.param(5, " ２.５ ", "2.5", id="full-width, with spaces"),
        pytest.param(5, 3, "3", id="a whole number"),
    ],
)
def test_an_answer_is_read(number: int, given: object, read: object) -> None:
    answers = check_answers(OPINIONS, {number: given})
    assert answers == {number: read}
    assert type(answers[number]) is type(read)
    assert check_answers(OPINIONS, answers_to_json_by_number(answers)) == answers


def answers_to_json_by_number(answers: object) -> dict[int, object]:
    return {int(number): said for number, said in answers_to_json(answers).items()}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "given", "reason"),
    [
        pytest.param(1, ["1", "1"], "ranked-twice", id="an option twice"),
        pytest.param(1, {"1": 1, "2": "1"}, "ranked-twice", id="two at one place"),
        pytest.param(1, ["4"], "unknown-answer", id="no such option"),
        pytest.param(1, {"4": 1}, "unknown-answer", id="a place for no such option"),
        pytest.param(1, {"1": "first"}, "unknown-answer", id="a place in words"),
        pytest.param(1, {"1": 1.5}, "unknown-answer", id="a place and a half"),
        pytest.param(1, 7, "unknown-answer", id="a number as an order"),
        pytest.param(1, "void", "unknown-answer", id="a screen makes no void order"),
        pytest.param(2, {"1": 11}, "score-off-scale", id="one above the scale"),
        pytest.param(2, {"1": -1}, "score-off-scale", id="one below the scale"),
        pytest.param(2, {"1": "2.5"}, "unknown-answer", id="half a score"),
        pytest.param(2, {"1": True}, "unknown-answer", id="a yes as a score"),
        pytest.param(2, {"9": 1}, "unknown-answer", id="a score for no such option"),
        pytest.param(2, ["1"], "unknown-answer", id="a list as scores"),
        pytest.param(3, ["1", "3"], "over-budget", id="one cent above the budget"),
        pytest.param(3, ["9"], "unknown-answer", id="no such project"),
        pytest.param(4, "3", "unknown-answer", id="no such site"),
        pytest.param(4, ["1"], "unknown-answer", id="a list as a site"),
        pytest.param(5, "-0.5", "number-too-small", id="one step below the least"),
        pytest.param(5, "5.5", "number-too-large", id="one step above the most"),
        pytest.param(5, "0.25", "number-off-step", id="between two steps"),
        pytest.param(5, "two", "number-unreadable", id="a number in words"),
        pytest.param(5, "1e1", "number-unreadable", id="an exponent"),
        pytest.param(5, 2.5, "number-unreadable", id="a floating point number"),
        pytest.param(5, True, "number-unreadable", id="a yes as a number"),
        pytest.param(5, "9" * 13, "number-unreadable", id="more digits than anybody means"),
    ],
)
def test_what_is_not_on_offer_is_refused(number: int, given: object, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_answers(OPINIONS, {number: given})
    assert refused.value.reason == reason


@pytest.mark.parametrize("number", [1, 2], ids=["places", "scores"])
def test_a_table_left_empty_is_a_blank(number: int) -> None:
    assert check_answers(OPINIONS, {number: {"1": "", "2": None}, 4: "1"}) == {4: "1"}


@pytest.mark.parametrize("typed", ["", " ", "\n\t ", "\u3000"], ids=["nothing", "a space", "lines", "a wide space"])
def test_a_remark_of_spaces_is_a_blank(typed: str) -> None:
    remark = Question(1, QuestionType.TEXT, {"zh": "其他意见"})
    with pytest.raises(Refusal, match="nothing-answered"):
        check_answers((remark,), {1: typed})


def test_an_order_may_be_limited() -> None:
    podium = replace(RANK, most=2)
    assert check_answers((podium,), {1: ["3", "1"]}) == {1: ("3", "1")}
    with pytest.raises(Refusal, match="too-many-choices"):
        check_answers((podium,), {1: ["3", "1", "2"]})


def test_how_much_is_too_much_is_said_in_yuan() -> None:
    with pytest.raises(Refusal) as refused:
        check_answers((BUDGET,), {3: ["1", "3"]})
    assert refused.value.details == {"question": 3, "sum": "50000.01", "budget": "50000.00"}


def test_steps_are_counted_from_the_least() -> None:
    odd = replace(NUMBER, bounds=Bounds(Decimal(1), None, Decimal(2)))
    assert check_answers((odd,), {5: "7"}) == {5: "7"}
    with pytest.raises(Refusal, match="number-off-step"):
        check_answers((odd,), {5: "6"})


def test_a_hidden_ranking_leaves_no_trace() -> None:
    asked = (
        Question(6, QuestionType.CONSENT, {"zh": "要不要？"}),
        replace(RANK, number=7, show_if=Condition(6, AGREE)),
    )
    assert check_answers(asked, {6: "oppose", 7: ["1", "1", "nonsense"]}) == {6: "oppose"}
    assert check_answers(asked, {6: "agree", 7: ["1"]}) == {6: "agree", 7: ("1",)}


def test_answers_stand_readably_in_the_book_and_come_back() -> None:
    answers = check_answers(OPINIONS, {1: ["3", "1"], 2: {"3": 7, "1": 5}, 3: ["2"], 4: "1", 5: "1.5"})
    written = canonical(answers_to_json(answers))
    assert written == '{"1":["3","1"],"2":{"1":5,"3":7},"3":["2"],"4":"1","5":"1.5"}'
    assert answers_from_json(answers_to_json(answers)) == answers


def test_scores_are_equal_in_whichever_order_a_database_hands_them_back() -> None:
    assert answers_from_json({"2": {"3": 7, "1": 5}}) == answers_from_json({"2": {"1": 5, "3": 7}})


@pytest.mark.parametrize("question", OPINIONS, ids=lambda question: question.type.value)
def test_questions_survive_being_kept(question: Question) -> None:
    assert from_json(to_json(question)) == question
    canonical(to_json(question))


def test_what_a_question_does_not_have_is_not_written() -> None:
    plain = to_json(Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}))
    assert set(plain) == {"number", "type", "title", "body", "options", "can_refuse"}
    assert set(to_json(SCORE)) == {*plain, "methods", "scale"}
    assert to_json(NUMBER)["bounds"] == {"least": "0", "most": "5", "step": "0.5"}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("12", "12"),
        ("1,200", "1200"),
        ("１２．５０", "12.5"),
        ("−3", "-3"),
        ("-0.0", "0"),
        ("+4", "4"),
        ("100", "100"),
        ("0.000001", "0.000001"),
    ],
)
def test_numbers_are_written_in_one_way(typed: str, written: str) -> None:
    number = read_number(typed)
    assert number is not None
    assert written_number(number) == written


@pytest.mark.parametrize("typed", ["", "1,20", ".5", "5.", "1.0000001", "NaN", "inf", "1 2", "٣", "0x10"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_number(typed) is None
