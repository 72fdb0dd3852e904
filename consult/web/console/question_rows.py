"""Questions as the console lists them: how each is answered, within which bounds, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from consult.domain.numbers_typed import written_number
from consult.domain.question import Option, Question, QuestionType
from consult.wording.answers import choice_label, yuan
from consult.wording.counting import how_counted
from consult.wording.language import Words
from consult.wording.plain_words import plain_words
from consult.wording.states import QUESTION_TYPES


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question in words."""

    number: int
    title: str
    body: str
    type: str
    options: tuple[str, ...]
    bounds: tuple[str, ...]
    condition: str
    plain: str = ""


def question_rows(words: Words, questions: Iterable[Question]) -> list[QuestionRow]:
    """Every question in order."""
    asked = {question.number: question for question in questions}
    return [_row(words, question, asked) for question in asked.values()]


def _row(words: Words, question: Question, asked: dict[int, Question]) -> QuestionRow:
    own = {option.key: option for option in question.options}
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
        options=tuple(_option(words, choice_label(words, question, key), own.get(key)) for key in question.choices),
        bounds=tuple(_bounds(words, question)),
        condition=condition,
        plain=plain_words(words, question.body),
    )


def _option(words: Words, label: str, option: Option | None) -> str:
    said = [label]
    if option is not None and option.cost is not None:
        said.append(yuan(words, option.cost))
    if option is not None and option.point is not None:
        left, top = (words.percent(Fraction(edge, 10_000)) for edge in (option.point.x, option.point.y))
        said.append(words.gettext("%(left)s from the left, %(top)s from the top", left=left, top=top))
    return " · ".join(said)


def _bounds(words: Words, question: Question) -> Iterator[str]:
    """Within which bounds it is answered, and how it is counted where there is more than one way."""
    match question.type:
        case QuestionType.SCORE:
            low, high = question.scale.low, question.scale.high
            yield words.gettext("Scores from %(low)s to %(high)s.", low=low, high=high)
        case QuestionType.BUDGET:
            yield words.gettext("Together at most %(sum)s.", sum=yuan(words, question.budget or 0))
        case QuestionType.NUMBER:
            yield from _number_bounds(words, question)
    if question.most is not None:
        yield words.gettext("At most %(limit)s.", limit=question.most)
    if question.counted_by:
        yield how_counted(words, question)


def _number_bounds(words: Words, question: Question) -> Iterator[str]:
    bounds, unit = question.bounds, words.pick(question.unit)
    if bounds.least is not None:
        yield words.gettext("The least is %(number)s.", number=written_number(bounds.least))
    if bounds.most is not None:
        yield words.gettext("The most is %(number)s.", number=written_number(bounds.most))
    if bounds.step != 1:
        yield words.gettext("In steps of %(number)s.", number=written_number(bounds.step))
    if unit:
        yield words.gettext("Counted in: %(unit)s", unit=unit)
