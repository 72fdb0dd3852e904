"""Answers as they are typed on a command line, by the kind of question."""

from __future__ import annotations

import pytest

from consult.cli.answers_typed import read_typed_answers
from consult.domain.question import Question, QuestionType
from consult.domain.refusal import Refusal

ASKED = [
    Question(number, kind, {"zh": "问"})
    for number, kind in enumerate(
        (QuestionType.CONSENT, QuestionType.CHOOSE_SOME, QuestionType.RANK, QuestionType.TEXT, QuestionType.BUDGET),
        start=1,
    )
]


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        pytest.param(["1=agree"], {1: "agree"}, id="a side"),
        pytest.param(["1= agree "], {1: "agree"}, id="spaces around it"),
        pytest.param(["2=1, 3"], {2: ["1", "3"]}, id="several"),
        pytest.param(["2="], {2: []}, id="none of several"),
        pytest.param(["3=1:2, 2:1"], {3: {"1": "2", "2": "1"}}, id="places by option"),
        pytest.param(["4=a=b, c:d"], {4: "a=b, c:d"}, id="a text keeps its signs"),
        pytest.param(["5=1"], {5: ["1"]}, id="one of a budget"),
        pytest.param(["9=1"], {9: "1"}, id="a question that is not asked is somebody else's to refuse"),
        pytest.param([], {}, id="nothing"),
    ],
)
def test_answers_are_read_by_the_kind_of_question(typed: list[str], answers: dict[int, object]) -> None:
    assert read_typed_answers(ASKED, typed) == answers


@pytest.mark.parametrize(
    "typed",
    [
        ["agree"],
        ["=agree"],
        ["a=agree"],
        ["²=agree"],
        ["12345=agree"],
        ["1=agree", "1=oppose"],
        ["3=1"],
        ["3=1:"],
        ["3=1:1,1:2"],
    ],
)
def test_what_is_no_answer_is_refused(typed: list[str]) -> None:
    with pytest.raises(Refusal, match="answer-unreadable"):
        read_typed_answers(ASKED, typed)
