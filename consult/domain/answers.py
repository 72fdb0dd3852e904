"""Reading a ballot's answers: what is on offer is taken in one canonical form, everything else is refused by name.

Questions that were not shown leave no trace: an answer to one is neither counted nor a blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from consult.domain.numbers_typed import read_number, written_number
from consult.domain.question import ABSTAIN, NONE_OF_THESE, SIDES, VOID, Answer, Question, QuestionType, Rows, Scores
from consult.domain.refusal import Refusal, reasons

reasons(
    unknown_answer="question, answer: an answer that the question does not offer",
    too_many_choices="question, limit: more options chosen or ranked than allowed",
    mixed_choices="question: 'none of these' or 'abstain' chosen beside an option",
    text_too_long="question, limit: a written answer longer than allowed",
    unknown_question="question: an answer to a question that the consultation does not ask",
    nothing_answered="a ballot without a single answer",
    ranked_twice="question: an option ranked twice, or two options at one place",
    score_off_scale="question, low, high: a score that is not on the scale",
    over_budget="question, sum, budget: options chosen that cost more than there is; both in yuan",
    number_unreadable="question, answer: what should be a number and is none",
    number_too_small="question, least: a number below the least allowed",
    number_too_large="question, most: a number above the most allowed",
    number_off_step="question, step: a number between the steps allowed",
)

LONGEST_TEXT = 2_000


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
        if _is_blank(raw):
            continue
        answers[question.number] = _on_paper(question, raw) if on_paper else _CHECKS[question.type](question, raw)
    if not answers:
        raise Refusal("nothing-answered")
    return answers


def has_blank_rows(question: Question, answer: Answer | None) -> bool:
    """Whether something was said to one plan and nothing to another."""
    return isinstance(answer, Rows) and len(answer) < len(question.choices)


def _on_paper(question: Question, raw: object) -> Answer:
    """As `_CHECKS`, and a row may be void; where each plan is a row, so may be all of them at once."""
    if question.type is QuestionType.EACH_PLAN:
        rows = dict.fromkeys(question.choices, VOID) if raw == VOID else raw
        return _rows(question, rows, (*SIDES, VOID))
    return VOID if raw == VOID else _CHECKS[question.type](question, raw)


def _is_blank(raw: object) -> bool:
    if isinstance(raw, Mapping):
        return all(_is_blank(value) for value in raw.values())
    return raw is None or raw in ([], ()) or (isinstance(raw, str) and not raw.strip())


def _unknown(question: Question, raw: object) -> Refusal:
    return Refusal("unknown-answer", question=question.number, answer=str(raw)[:40])


def _one_of(question: Question, raw: object) -> str:
    if not isinstance(raw, str) or raw not in question.choices:
        raise _unknown(question, raw)
    return raw


def _several(question: Question, raw: object) -> tuple[str, ...]:
    """Choices as they were given, each of them on offer; one alone may come as it is."""
    chosen = [raw] if isinstance(raw, str) else raw
    if not isinstance(chosen, list | tuple):
        raise _unknown(question, raw)
    return tuple(_one_of(question, key) for key in chosen)


def _rows(question: Question, raw: object, sides: tuple[str, ...] = SIDES) -> Answer:
    """What is said to each plan; rows left empty are left out."""
    if not isinstance(raw, Mapping):
        raise _unknown(question, raw)
    said = {_one_of(question, option): side for option, side in raw.items() if not _is_blank(side)}
    for side in said.values():
        if side not in sides:
            raise _unknown(question, side)
    return Rows(sorted(said.items()))


def _some_of(question: Question, raw: object) -> Answer:
    keys = set(_several(question, raw))
    if keys & {NONE_OF_THESE, ABSTAIN} and len(keys) > 1:
        raise Refusal("mixed-choices", question=question.number)
    _refuse_too_many(question, len(keys))
    return tuple(choice for choice in question.choices if choice in keys)


def _refuse_too_many(question: Question, chosen: int) -> None:
    if chosen > question.limit:
        raise Refusal("too-many-choices", question=question.number, limit=question.limit)


def _written(question: Question, raw: object) -> Answer:
    if not isinstance(raw, str):
        raise _unknown(question, raw)
    if len(raw) > LONGEST_TEXT:
        raise Refusal("text-too-long", question=question.number, limit=LONGEST_TEXT)
    return raw.strip()


def _ranked(question: Question, raw: object) -> Answer:
    """An order, best first, or places by option as a form gives them; places left out between two are closed up."""
    if isinstance(raw, Mapping):
        places = _whole_numbers(question, raw)
        order = tuple(sorted(places, key=lambda option: places[option]))
        is_shared = len(set(places.values())) < len(places)
    else:
        order = _several(question, raw)
        is_shared = len(set(order)) < len(order)
    if is_shared:
        raise Refusal("ranked-twice", question=question.number)
    _refuse_too_many(question, len(order))
    return order


def _whole_numbers(question: Question, raw: Mapping[object, object]) -> dict[str, int]:
    """Whole numbers by option; options left empty are left out."""
    return {
        _one_of(question, option): _whole(question, number) for option, number in raw.items() if not _is_blank(number)
    }


def _whole(question: Question, raw: object) -> int:
    # True is an int to Python, and no number to anybody who fills in a ballot.
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    number = read_number(raw) if isinstance(raw, str) else None
    if number is None or number != int(number):
        raise _unknown(question, raw)
    return int(number)


def _scored(question: Question, raw: object) -> Answer:
    if not isinstance(raw, Mapping):
        raise _unknown(question, raw)
    scores = _whole_numbers(question, raw)
    if any(score not in question.scale.steps for score in scores.values()):
        raise Refusal("score-off-scale", question=question.number, low=question.scale.low, high=question.scale.high)
    return Scores(sorted(scores.items()))


def _within_budget(question: Question, raw: object) -> Answer:
    keys = set(_several(question, raw))
    _refuse_too_many(question, len(keys))
    chosen, budget = sum(question.costs.get(key, 0) for key in keys), question.budget or 0
    if chosen > budget:
        raise Refusal("over-budget", question=question.number, sum=_in_yuan(chosen), budget=_in_yuan(budget))
    return tuple(choice for choice in question.choices if choice in keys)


def _in_yuan(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _number(question: Question, raw: object) -> Answer:
    typed = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
    number = read_number(typed) if isinstance(typed, str) else None
    if number is None:
        raise Refusal("number-unreadable", question=question.number, answer=str(raw)[:40])
    bounds = question.bounds
    if bounds.least is not None and number < bounds.least:
        raise Refusal("number-too-small", question=question.number, least=written_number(bounds.least))
    if bounds.most is not None and number > bounds.most:
        raise Refusal("number-too-large", question=question.number, most=written_number(bounds.most))
    if (number - (bounds.least or 0)) % bounds.step:
        raise Refusal("number-off-step", question=question.number, step=written_number(bounds.step))
    return written_number(number)


_CHECKS: Mapping[QuestionType, Callable[[Question, object], Answer]] = MappingProxyType(
    {
        QuestionType.CONSENT: _one_of,
        QuestionType.EACH_PLAN: _rows,
        QuestionType.CHOOSE_ONE: _one_of,
        QuestionType.CHOOSE_SOME: _some_of,
        QuestionType.TEXT: _written,
        QuestionType.RANK: _ranked,
        QuestionType.SCORE: _scored,
        QuestionType.BUDGET: _within_budget,
        QuestionType.PLACE: _one_of,
        QuestionType.NUMBER: _number,
    }
)
