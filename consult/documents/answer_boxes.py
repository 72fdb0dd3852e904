"""The boxes of one question on paper: on a ballot, and on a proxy form where the principal makes the same choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.domain.question import SIDES, Question, QuestionType
from consult.wording.answers import choice_label, yuan
from consult.wording.language import Words

_LONGEST_ROW = 24
"""Characters of all choices together that still stand side by side; longer ones stand one under the other."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question as it is printed; where each plan has a row, `plans` are the rows and `choices` their boxes."""

    number: int
    title: str
    note: str
    choices: Sequence[str]
    is_written: bool
    is_list: bool
    takes_figures: bool
    plans: Sequence[tuple[str, str]] = ()


def answer_row(question: Question, words: Words) -> AnswerRow:
    """What is printed for one question."""
    has_rows = question.type is QuestionType.EACH_PLAN
    choices = [_choice(words, question, key) for key in (SIDES if has_rows else question.choices)]
    return AnswerRow(
        number=question.number,
        title=words.pick(question.title),
        note=_note(question, words),
        choices=choices,
        is_written=not question.choices,
        is_list=sum(map(len, choices)) > _LONGEST_ROW,
        takes_figures=question.type in (QuestionType.RANK, QuestionType.SCORE),
        plans=[(_choice(words, question, o.key), words.pick(o.note)) for o in question.options] if has_rows else (),
    )


def _choice(words: Words, question: Question, key: str) -> str:
    """A choice with its cost, where it has one."""
    costs = {option.key: option.cost for option in question.options}
    cost = costs.get(key)
    label = choice_label(words, question, key)
    if cost is None:
        return label
    return f"{label}（{yuan(words, cost)}）" if words.is_chinese else f"{label} ({yuan(words, cost)})"


def _note(question: Question, words: Words) -> str:
    said = [words.pick(question.body)]
    said.append(_how(question, words))
    if question.show_if is not None:
        said.append(
            words.gettext("Only if your answer to question %(number)s calls for it.", number=question.show_if.question)
        )
    return " ".join(part for part in said if part)


def _how(question: Question, words: Words) -> str:
    """What to write in the boxes, where a tick in one of them is not all."""
    match question.type:
        case QuestionType.EACH_PLAN:
            return words.gettext("Tick one box for each plan; you may agree with several.")
        case QuestionType.CHOOSE_SOME:
            return words.gettext("Mark up to %(limit)s.", limit=words.integer(question.limit))
        case QuestionType.RANK:
            return words.gettext(
                "Write 1 beside your favourite, 2 beside the next one, and so on; leave out what you like."
            )
        case QuestionType.SCORE:
            low, high = words.integer(question.scale.low), words.integer(question.scale.high)
            return words.gettext("Write a score from %(low)s to %(high)s beside each one.", low=low, high=high)
        case QuestionType.BUDGET:
            budget = yuan(words, question.budget or 0)
            return words.gettext("Tick what is worth the money; together at most %(sum)s.", sum=budget)
        case QuestionType.NUMBER:
            unit = words.pick(question.unit)
            return words.gettext("Write a number (%(unit)s).", unit=unit) if unit else words.gettext("Write a number.")
    return ""
