"""Answers: what is on offer is taken, everything else is refused by name, and hidden questions leave no trace."""

from dataclasses import replace

import pytest

from consult.domain.answers import check_answers
from consult.domain.question import Condition, Option, Question, QuestionType
from consult.domain.question_json import answers_from_json, answers_to_json, from_json, text_hash, to_json
from consult.domain.refusal import Refusal

AGREE_FIRST = Question(1, QuestionType.CONSENT, {"zh": "是否同意？", "en": "Do you agree?"})
ROOF = Question(
    2,
    QuestionType.CHOOSE_ONE,
    {"zh": "材质"},
    options=(Option("1", {"zh": "彩钢板"}, cost=38_000_00), Option("2", {"zh": "阳光板"})),
    show_if=Condition(1, "agree"),
    can_refuse=True,
)
PLACES = Question(
    3,
    QuestionType.CHOOSE_SOME,
    {"zh": "位置"},
    options=tuple(Option(str(n), {"zh": f"{n}号"}) for n in range(1, 5)),
    most=2,
    can_refuse=True,
)
WORDS = Question(4, QuestionType.TEXT, {"zh": "意见"})
ALL = (AGREE_FIRST, ROOF, PLACES, WORDS)


def test_a_full_ballot_is_read() -> None:
    given = {1: "agree", 2: "2", 3: ["4", "1"], 4: " 放在北门 "}
    assert check_answers(ALL, given) == {1: "agree", 2: "2", 3: ("1", "4"), 4: "放在北门"}


def test_blanks_are_left_out() -> None:
    assert check_answers(ALL, {1: "oppose", 2: "", 3: [], 4: ""}) == {1: "oppose"}


@pytest.mark.parametrize("first", ["oppose", "abstain", None])
def test_an_answer_to_a_hidden_question_leaves_no_trace(first: str | None) -> None:
    assert check_answers(ALL, {1: first, 2: "1", 4: "好"}) == ({1: first, 4: "好"} if first else {4: "好"})


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param({1: "yes"}, "unknown-answer", id="no such answer"),
        pytest.param({1: "void"}, "unknown-answer", id="a screen makes no void row"),
        pytest.param({1: ["agree"]}, "unknown-answer", id="a list where one is asked"),
        pytest.param({1: "agree", 2: "3"}, "unknown-answer", id="no such option"),
        pytest.param({3: ["1", "2", "3"]}, "too-many-choices", id="one above the limit"),
        pytest.param({3: ["1", "none"]}, "mixed-choices", id="none beside an option"),
        pytest.param({3: ["none", "abstain"]}, "mixed-choices", id="none and abstain"),
        pytest.param({3: 7}, "unknown-answer", id="a number"),
        pytest.param({4: "长" * 2001}, "text-too-long", id="one character too many"),
        pytest.param({4: {"a": 1}}, "unknown-answer", id="an object as text"),
        pytest.param({1: "agree", 9: "1"}, "unknown-question", id="no such question"),
        pytest.param({}, "nothing-answered", id="nothing at all"),
        pytest.param({2: "1"}, "nothing-answered", id="only a hidden answer"),
    ],
)
def test_what_is_not_on_offer_is_refused(given: dict[int, object], reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_answers(ALL, given)
    assert refused.value.reason == reason


def test_limits_are_reached_without_refusal() -> None:
    assert check_answers(ALL, {3: ["1", "2"], 4: "长" * 2000})[3] == ("1", "2")


def test_paper_may_hold_a_void_row() -> None:
    assert check_answers(ALL, {1: "void", 3: "2"}, on_paper=True) == {1: "void", 3: ("2",)}


def test_binding_choices_always_offer_a_way_to_refuse() -> None:
    assert ROOF.choices == ("1", "2", "none", "abstain")


@pytest.mark.parametrize("kind", [QuestionType.RANK, QuestionType.SCORE, QuestionType.BUDGET, QuestionType.EACH_PLAN])
def test_where_every_option_has_its_own_answer_nothing_refuses_all_at_once(kind: QuestionType) -> None:
    assert replace(ROOF, type=kind, can_refuse=True).choices == ("1", "2")


def test_questions_survive_being_kept() -> None:
    assert tuple(from_json(to_json(question)) for question in ALL) == ALL


def test_answers_survive_being_kept() -> None:
    answers = {1: "agree", 3: ("1", "4")}
    assert answers_from_json(answers_to_json(answers)) == answers


def test_any_change_of_words_changes_the_version() -> None:
    before = text_hash({"zh": "征询"}, {}, ALL)
    assert text_hash({"zh": "征询"}, {}, ALL) == before
    assert text_hash({"zh": "征询。"}, {}, ALL) != before
    assert text_hash({"zh": "征询"}, {}, ALL[:3]) != before
