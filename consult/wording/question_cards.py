"""Questions as their cards show them: plain values for the templates, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from consult.domain.question import FOLLOW, NONE_OF_THESE, SIDES, Answer, Question, QuestionType, Rows, Scores
from consult.wording.answers import answer_said, choice_label, in_yuan, row_said, rows_said, yuan
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.plain_words import plain_words

Standing = Answer | Mapping[str, str]
"""An answer as it stands in a form: also places, scores or sides by option, as typed."""


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
    marks: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    unit: str = ""
    plain: str = ""
    """The explanation in plain words, where the committee wrote it."""
    money: tuple[str, str] = ("", "")
    """Of a budget: what is left and what is too much, each a sentence with `{sum}` where a script writes the figure."""

    @property
    def is_open(self) -> bool:
        """Whether the question is answered in the reader's own words."""
        return self.type in (QuestionType.TEXT, QuestionType.NUMBER)

    @property
    def is_marked(self) -> bool:
        """Whether each option is marked with a place or a score."""
        return self.type in (QuestionType.RANK, QuestionType.SCORE)

    @property
    def has_rows(self) -> bool:
        """Whether each plan has a row of its own: `cards` are then what a row offers, and `marks` what it says."""
        return self.type == QuestionType.EACH_PLAN

    @property
    def takes_several(self) -> bool:
        """Whether several cards may be chosen."""
        return self.type in (QuestionType.CHOOSE_SOME, QuestionType.BUDGET)

    @property
    def first_id(self) -> str:
        """The id of the first control, where an error summary leads."""
        if self.has_rows:
            return f"{self.name}-1-1"
        return self.name if self.is_open else f"{self.name}-1"


def field_name(number: int) -> str:
    """The form field of a question: q1, q2, …"""
    return f"q{number}"


def question_cards(
    words: Words,
    questions: Sequence[Question],
    answers: Mapping[int, Standing] | None = None,
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
    words: Words, question: Question, answer: Standing | None, error: str, by_number: Mapping[int, Question]
) -> QuestionCards:
    is_written = not question.choices
    chosen = (answer,) if isinstance(answer, str) else answer or ()
    return QuestionCards(
        number=question.number,
        name=field_name(question.number),
        type=question.type.value,
        title=words.pick(question.title),
        body=words.pick(question.body),
        how=_how(words, question),
        cards=tuple(_card(words, question, key) for key in _on_cards(question)),
        chosen=frozenset() if is_written else frozenset(value for value in chosen if isinstance(value, str)),
        text=str(answer or "") if is_written else "",
        said=_said(words, question, answer),
        error=error,
        condition=_condition(words, question, by_number),
        plans=tuple(_card(words, question, option.key) for option in question.options),
        marks=_marks(question, answer),
        steps=_steps(question),
        unit=words.pick(question.unit),
        plain=plain_words(words, question.body),
        money=_money(words, in_yuan(words, "{sum}")),
    )


def _money(words: Words, figure: str) -> tuple[str, str]:
    return words.gettext("Still left: %(sum)s", sum=figure), words.gettext("Too much by %(sum)s", sum=figure)


def _said(words: Words, question: Question, answer: Standing | None) -> str:
    """The answer to look over before it is sent; of rows, one plan a line."""
    if isinstance(answer, Mapping):
        return ""
    if isinstance(answer, Rows):
        return "\n".join(row_said(words, plan, said) for plan, said in rows_said(words, question, answer))
    said = answer_said(words, question, answer)
    return f"{said}\n{_left(words, question, answer)}" if question.type is QuestionType.BUDGET and answer else said


def _left(words: Words, question: Question, answer: Standing | None) -> str:
    """What a choice within the budget leaves of it."""
    spent = sum(question.costs.get(key, 0) for key in answer or () if isinstance(key, str))
    return _money(words, yuan(words, (question.budget or 0) - spent))[0]


def _on_cards(question: Question) -> tuple[str, ...]:
    return SIDES if question.type is QuestionType.EACH_PLAN else question.choices


def _marks(question: Question, answer: Standing | None) -> Mapping[str, str]:
    """What stands beside each option: a place, a score or a side."""
    if isinstance(answer, Mapping):
        return answer
    if isinstance(answer, Scores | Rows):
        return {option: str(mark) for option, mark in answer}
    if question.type is QuestionType.RANK and isinstance(answer, tuple):
        return {str(option): str(place) for place, option in enumerate(answer, start=1)}
    return {}


def _steps(question: Question) -> tuple[str, ...]:
    """The places or scores that an option can be given."""
    if question.type is QuestionType.RANK:
        return tuple(str(place) for place in range(1, question.limit + 1))
    if question.type is QuestionType.SCORE:
        return tuple(str(score) for score in question.scale.steps)
    return ()


def _card(words: Words, question: Question, key: str) -> Card:
    label = choice_label(words, question, key)
    option = next((option for option in question.options if option.key == key), None)
    if option is None:
        return Card(key, label, words.gettext(_NOTES[key]) if key in _NOTES else "")
    cost = "" if option.cost is None else words.gettext("Cost: %(sum)s", sum=yuan(words, option.cost))
    return Card(key, label, words.pick(option.note), cost)


_HOW = {
    QuestionType.CONSENT: N_("Choose one of the three"),
    QuestionType.EACH_PLAN: N_("Say agree, oppose or abstain to each plan; you may agree with several"),
    QuestionType.CHOOSE_ONE: N_("Choose one"),
    QuestionType.PLACE: N_("Choose one"),
    QuestionType.TEXT: N_("In your own words; you may leave it empty"),
    QuestionType.RANK: N_("Give your favourite place 1, the next one place 2, and so on; leave out what you like"),
    QuestionType.NUMBER: N_("Write a number"),
}
"""Type → what to do, where the question adds no figure to it."""


_NOTES = {
    NONE_OF_THESE: N_("I want none of the plans above"),
    FOLLOW: N_("My ballot joins whichever is the larger of agree and oppose"),
}
"""What a fixed choice means, where its name alone does not say it."""


def _how(words: Words, question: Question) -> str:
    match question.type:
        case QuestionType.CONSENT if question.can_follow:
            return words.gettext("Choose one")
        case QuestionType.CHOOSE_SOME:
            return words.ngettext("Choose at most %(n)s", "Choose up to %(n)s", question.limit)
        case QuestionType.SCORE:
            scale = question.scale
            return words.gettext("Give each one a score from %(low)s to %(high)s", low=scale.low, high=scale.high)
        case QuestionType.BUDGET:
            return words.gettext(
                "Choose what is worth the money; there is %(sum)s", sum=yuan(words, question.budget or 0)
            )
    return words.gettext(_HOW[question.type])


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
