"""Questions as the console lists them: number, title, how it is answered, options with their cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consult.domain.question import Question
from consult.wording.answers import choice_label, yuan
from consult.wording.language import Words
from consult.wording.states import QUESTION_TYPES


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question in words."""

    number: int
    title: str
    body: str
    type: str
    options: tuple[str, ...]
    condition: str


def question_rows(words: Words, questions: Iterable[Question]) -> list[QuestionRow]:
    """Every question in order."""
    asked = {question.number: question for question in questions}
    return [_row(words, question, asked) for question in asked.values()]


def _row(words: Words, question: Question, asked: dict[int, Question]) -> QuestionRow:
    costs = {option.key: option.cost for option in question.options}
    condition = ""
    if question.show_if is not None and question.show_if.question in asked:
        earlier = asked[question.show_if.question]
        condition = words.gettext(
            "Only for those who answer question %(number)s with “%(answer)s”",
            number=earlier.number,
            answer=choice_label(words, earlier, question.show_if.answer),
        )
    return QuestionRow(
        number=question.number,
        title=words.pick(question.title),
        body=words.pick(question.body),
        type=words.gettext(QUESTION_TYPES[question.type.value]),
        options=tuple(_option(words, choice_label(words, question, key), costs.get(key)) for key in question.choices),
        condition=condition,
    )


def _option(words: Words, label: str, cost: int | None) -> str:
    return label if cost is None else f"{label} · {yuan(words, cost)}"
