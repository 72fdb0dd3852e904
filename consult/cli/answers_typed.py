"""Answers as they are typed on a command line: `1=agree`, `2=1,3` for several options, `3=1:2,2:1` by option."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consult.domain.question import Question, QuestionType
from consult.domain.refusal import Refusal, reasons

reasons(
    answer_unreadable="given: an answer on a command line without its question, or without what stands by an option",
)

_SEVERAL = frozenset({QuestionType.CHOOSE_SOME, QuestionType.BUDGET})
_BY_OPTION = frozenset({QuestionType.RANK, QuestionType.SCORE, QuestionType.EACH_PLAN})


def read_typed_answers(questions: Sequence[Question], typed: Iterable[str]) -> dict[int, object]:
    """The answers by question, as `check_answers` takes them; refuses `answer-unreadable`."""
    types = {question.number: question.type for question in questions}
    answers: dict[int, object] = {}
    for given in typed:
        number, equals, said = given.partition("=")
        if not equals or not (number.isascii() and number.isdigit() and len(number) <= 4) or int(number) in answers:
            raise Refusal("answer-unreadable", given=given[:60])
        answers[int(number)] = _answer(types.get(int(number)), said.strip(), given)
    return answers


def _answer(kind: QuestionType | None, said: str, given: str) -> object:
    if kind in _SEVERAL:
        return [part.strip() for part in said.split(",") if part.strip()]
    if kind in _BY_OPTION:
        return _by_option(said, given)
    return said


def _by_option(said: str, given: str) -> dict[str, str]:
    """The place, score or side that stands by each option."""
    found: dict[str, str] = {}
    for part in filter(None, map(str.strip, said.split(","))):
        option, colon, mark = (piece.strip() for piece in part.partition(":"))
        if not colon or not mark or option in found:
            raise Refusal("answer-unreadable", given=given[:60])
        found[option] = mark
    return found
