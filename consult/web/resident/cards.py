"""Questions as their cards show them: plain values for the templates, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from consult.domain.question import NONE_OF_THESE, Answer, Question, QuestionType
from consult.wording.answers import answer_said, choice_label, yuan
from consult.wording.language import Words


@dataclass(frozen=True, slots=True)
class Card:
    """One choice."""

    value: str
    label: str
    note: str = ""
    cost: str = ""
    picture: str = ""
    picture_text: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a follow-up question is asked: the field and value it hangs on, and that said in a sentence."""

    name: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class QuestionCards:
    """One question with its cards, what is chosen so far, and what is wrong with that."""

    number: int
    name: str
    type: str
    title: str
    body: str
    how: str
    cards: tuple[Card, ...]
    chosen: frozenset[str] = frozenset()
    text: str = ""
    said: str = ""
    error: str = ""
    condition: Condition | None = None
    plans: tuple[Card, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        """Whether the question is answered in the reader's own words."""
        return self.type == QuestionType.TEXT

    @property
    def takes_several(self) -> bool:
        """Whether several cards may be chosen."""
        return self.type == QuestionType.CHOOSE_SOME

    @property
    def first_id(self) -> str:
        """The id of the first control, where an error summary leads."""
        return self.name if self.is_open else f"{self.name}-1"


def field_name(number: int) -> str:
    """The form field of a question: q1, q2, …"""
    return f"q{number}"


def question_cards(
    words: Words,
    questions: Sequence[Question],
    answers: Mapping[int, Answer] | None = None,
    errors: Mapping[int, str] | None = None,
) -> list[QuestionCards]:
    """All questions in order, with the answers given so far and what is wrong with them."""
    given, wrong = answers or {}, errors or {}
    by_number = {question.number: question for question in questions}
    return [
        _cards(words, question, given.get(question.number), wrong.get(question.number, ""), by_number)
        for question in questions
    ]


def _cards(
    words: Words, question: Question, answer: Answer | None, error: str, by_number: Mapping[int, Question]
) -> QuestionCards:
    is_written = question.type is QuestionType.TEXT
    chosen = (answer,) if isinstance(answer, str) else answer or ()
    return QuestionCards(
        number=question.number,
        name=field_name(question.number),
        type=question.type.value,
        title=words.pick(question.title),
        body=words.pick(question.body),
        how=_how(words, question),
        cards=tuple(_card(words, question, key) for key in question.choices),
        chosen=frozenset() if is_written else frozenset(chosen),
        text=str(answer or "") if is_written else "",
        said=answer_said(words, question, answer),
        error=error,
        condition=_condition(words, question, by_number),
        plans=tuple(_card(words, question, option.key) for option in question.options),
    )


def _card(words: Words, question: Question, key: str) -> Card:
    label = choice_label(words, question, key)
    option = next((option for option in question.options if option.key == key), None)
    if option is None:
        note = words.gettext("I want none of the plans above") if key == NONE_OF_THESE else ""
        return Card(key, label, note)
    cost = "" if option.cost is None else words.gettext("Cost: %(sum)s", sum=yuan(words, option.cost))
    return Card(key, label, words.pick(option.note), cost)


def _how(words: Words, question: Question) -> str:
    match question.type:
        case QuestionType.CHOOSE_ONE:
            return words.gettext("Choose one")
        case QuestionType.CHOOSE_SOME:
            return words.ngettext("Choose at most %(n)s", "Choose up to %(n)s", question.limit)
        case QuestionType.TEXT:
            return words.gettext("In your own words; you may leave it empty")
    return words.gettext("Choose one of the three")


def _condition(words: Words, question: Question, by_number: Mapping[int, Question]) -> Condition | None:
    wanted = question.show_if
    if wanted is None or wanted.question not in by_number:
        return None
    sentence = words.gettext(
        "Only if you answered “%(answer)s” to question %(number)s",
        answer=choice_label(words, by_number[wanted.question], wanted.answer),
        number=wanted.question,
    )
    return Condition(field_name(wanted.question), wanted.answer, sentence)
