"""Questions and the answers they take.

A question says how it is answered; an answer is plain JSON (a string, or a list of strings), so that it reads the
same in the book, in a package and on a form. Types not yet counted are welcomed by adding to `QuestionType` and to
the table of answer checks below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from consult.domain.refusal import Refusal, reasons

reasons(
    unknown_answer="question, answer: an answer that the question does not offer",
    too_many_choices="question, limit: more options chosen than allowed",
    mixed_choices="question: 'none of these' or 'abstain' chosen beside an option",
    text_too_long="question, limit: a written answer longer than allowed",
    unknown_question="question: an answer to a question that the consultation does not ask",
    nothing_answered="a ballot without a single answer",
)

Text = Mapping[str, str]
"""A committee's words by language: `{"zh": …, "en": …}`; one of the two may be missing."""

Answer = str | tuple[str, ...]
"""What one elector says to one question."""

AGREE, OPPOSE, ABSTAIN, NONE_OF_THESE = "agree", "oppose", "abstain", "none"
VOID = "void"
"""A row of a paper ballot with two marks or changes: it voids that row only."""

LONGEST_TEXT = 2_000


class QuestionType(StrEnum):
    """How a question is answered and counted."""

    CONSENT = "consent"
    CHOOSE_ONE = "choose-one"
    CHOOSE_SOME = "choose-some"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Option:
    """One plan or choice; `cost` is in 0.01 yuan."""

    key: str
    label: Text
    note: Text = field(default_factory=dict)
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Show a question only to those who gave this answer to an earlier one."""

    question: int
    answer: str

    def holds(self, answers: Mapping[int, Answer]) -> bool:
        """Whether the earlier answer is the one asked for."""
        given = answers.get(self.question, ())
        return given == self.answer or (isinstance(given, tuple) and self.answer in given)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a consultation, numbered from 1."""

    number: int
    type: QuestionType
    title: Text
    body: Text = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    most: int | None = None
    show_if: Condition | None = None
    can_refuse: bool = False
    """Whether 'none of these' and 'abstain' stand beside the options: always so when binding."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The answer keys on offer, in the order they are printed; empty for written answers."""
        if self.type is QuestionType.CONSENT:
            return (AGREE, OPPOSE, ABSTAIN)
        refusals = (NONE_OF_THESE, ABSTAIN) if self.can_refuse else ()
        return tuple(option.key for option in self.options) + refusals

    @property
    def limit(self) -> int:
        """How many options one ballot may choose."""
        return self.most or len(self.options)


def check_answers(
    questions: Sequence[Question], given: Mapping[int, object], *, on_paper: bool = False
) -> dict[int, Answer]:
    """Read a ballot's answers: blanks and hidden questions are left out, anything not on offer is refused.

    `on_paper` lets a row be void (two marks), which a screen never produces.
    """
    asked = {question.number for question in questions}
    for number in given:
        if number not in asked:
            raise Refusal("unknown-question", question=number)
    answers: dict[int, Answer] = {}
    for question in questions:
        raw = given.get(question.number)
        if question.show_if is not None and not question.show_if.holds(answers):
            continue
        if raw is None or raw in ("", [], ()):
            continue
        answers[question.number] = VOID if on_paper and raw == VOID else _CHECKS[question.type](question, raw)
    if not answers:
        raise Refusal("nothing-answered")
    return answers


def _one_of(question: Question, raw: object) -> Answer:
    if not isinstance(raw, str) or raw not in question.choices:
        raise Refusal("unknown-answer", question=question.number, answer=str(raw)[:40])
    return raw


def _some_of(question: Question, raw: object) -> Answer:
    chosen = [raw] if isinstance(raw, str) else raw
    if not isinstance(chosen, list | tuple):
        raise Refusal("unknown-answer", question=question.number, answer=str(raw)[:40])
    for key in chosen:
        _one_of(question, key)
    keys = set(chosen)
    if keys & {NONE_OF_THESE, ABSTAIN} and len(keys) > 1:
        raise Refusal("mixed-choices", question=question.number)
    if len(keys) > question.limit:
        raise Refusal("too-many-choices", question=question.number, limit=question.limit)
    return tuple(choice for choice in question.choices if choice in keys)


def _written(question: Question, raw: object) -> Answer:
    if not isinstance(raw, str):
        raise Refusal("unknown-answer", question=question.number, answer=str(raw)[:40])
    if len(raw) > LONGEST_TEXT:
        raise Refusal("text-too-long", question=question.number, limit=LONGEST_TEXT)
    return raw.strip()


_CHECKS: Mapping[QuestionType, Callable[[Question, object], Answer]] = MappingProxyType(
    {
        QuestionType.CONSENT: _one_of,
        QuestionType.CHOOSE_ONE: _one_of,
        QuestionType.CHOOSE_SOME: _some_of,
        QuestionType.TEXT: _written,
    }
)
