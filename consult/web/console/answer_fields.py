"""The questions of a ballot as fields, for whoever types in a sheet: what is offered, and what was marked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from consult.domain.question import SIDES, VOID, Question, QuestionType
from consult.wording.answers import choice_label, yuan
from consult.wording.language import Words

BLANK = ""
Form = MultiDict[str, str]

_SEVERAL = (QuestionType.CHOOSE_SOME, QuestionType.BUDGET)
_BY_OPTION = (QuestionType.RANK, QuestionType.SCORE, QuestionType.EACH_PLAN)
_CONTROLS = {
    QuestionType.TEXT: "text",
    QuestionType.CHOOSE_SOME: "checkbox",
    QuestionType.BUDGET: "checkbox",
    QuestionType.RANK: "figures",
    QuestionType.SCORE: "figures",
    QuestionType.NUMBER: "line",
    QuestionType.EACH_PLAN: "plans",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One question on the form: `control` is the kind of its fields, `choices` its options, `marked` what is typed.

    `sides` are what may be marked for each plan, where every option is a plan of its own.
    """

    number: int
    title: str
    control: str
    choices: Sequence[tuple[str, str]]
    marked: Sequence[str]
    hint: str
    sides: Sequence[tuple[str, str]] = ()
    error: str = ""


def answer_rows(
    words: Words,
    questions: Sequence[Question],
    form: Form,
    *,
    may_be_void: bool,
    errors: Mapping[int, str] | None = None,
) -> list[Row]:
    """Every question as fields, with what was typed; `may_be_void` offers the mark for a row that cannot be read."""
    return [_row(words, question, form, may_be_void, (errors or {}).get(question.number, "")) for question in questions]


def _row(words: Words, question: Question, form: Form, may_be_void: bool, error: str) -> Row:
    control = _CONTROLS.get(question.type, "radio")
    choices = [(key, _label(words, question, key)) for key in question.choices]
    if control == "radio":
        choices.append((BLANK, words.gettext("Left blank")))
    if control in ("radio", "checkbox") and may_be_void:
        choices.append((VOID, _void(words)))
    return Row(
        number=question.number,
        title=words.pick(question.title),
        control=control,
        choices=choices,
        marked=form.getlist(f"q{question.number}"),
        hint=_hint(words, question),
        sides=_sides(words, question, may_be_void) if control == "plans" else (),
        error=error,
    )


def _label(words: Words, question: Question, key: str) -> str:
    """A choice; where a sum is shared out, with its cost, so that a sheet over the sum is seen at once."""
    label, cost = choice_label(words, question, key), question.costs.get(key)
    if question.type is not QuestionType.BUDGET or cost is None:
        return label
    return f"{label} · {yuan(words, cost)}"


def _sides(words: Words, question: Question, may_be_void: bool) -> list[tuple[str, str]]:
    sides = [(side, choice_label(words, question, side)) for side in SIDES]
    sides.append((BLANK, words.gettext("Left blank")))
    return [*sides, (VOID, _void(words))] if may_be_void else sides


def _void(words: Words) -> str:
    return words.gettext("Void: two marks or an altered one")


def _hint(words: Words, question: Question) -> str:
    match question.type:
        case QuestionType.CHOOSE_SOME:
            return words.gettext("At most %(limit)s.", limit=question.limit)
        case QuestionType.RANK:
            return words.gettext(
                "The place written beside each option, at most %(limit)s; empty where there is none.",
                limit=question.limit,
            )
        case QuestionType.SCORE:
            return words.gettext(
                "The score written beside each option, from %(low)s to %(high)s; empty where there is none.",
                low=question.scale.low,
                high=question.scale.high,
            )
        case QuestionType.BUDGET:
            return words.gettext("Together at most %(sum)s.", sum=yuan(words, question.budget or 0))
        case QuestionType.NUMBER:
            return words.pick(question.unit)
    return ""


def read_answers(questions: Sequence[Question], form: Form) -> dict[int, object]:
    """What is marked on the sheet; a void row stays void whatever else is ticked in it."""
    answers: dict[int, object] = {}
    for question in questions:
        marked = [value for value in form.getlist(f"q{question.number}") if value != BLANK]
        by_option = _by_option(question, form)
        if VOID in marked and question.type is not QuestionType.TEXT:
            answers[question.number] = VOID
        elif by_option:
            answers[question.number] = by_option
        elif marked:
            answers[question.number] = marked if question.type in _SEVERAL else marked[0]
    return answers


def _by_option(question: Question, form: Form) -> dict[str, str]:
    """Places, scores or sides written beside the options."""
    if question.type not in _BY_OPTION:
        return {}
    typed = {key: form.get(f"q{question.number}-{key}", "").strip() for key in question.choices}
    return {key: figure for key, figure in typed.items() if figure}


def submission_id(form: Form, *said: object) -> str:
    """The same for a sheet sent twice, another one as soon as anything on it differs."""
    marked = json.dumps([form.get("submission", ""), *said], default=str)
    return hashlib.sha256(marked.encode()).hexdigest()
