"""A ballot as a form sends it: read, put back, and carried hidden from page to page."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from consult.domain.answers import check_answers
from consult.domain.question import Answer, Question, QuestionType, Rows, Scores
from consult.domain.refusal import Refusal
from consult.wording.language import Words
from consult.wording.question_cards import Standing, field_name
from consult.wording.refusals import sentence

_QUESTION = re.compile(r"q([1-9][0-9]{0,3})(?:-([^-]{1,40}))?")
_SEVERAL = frozenset({QuestionType.CHOOSE_SOME, QuestionType.BUDGET, QuestionType.RANK})
_SUBMISSION = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Marked:
    """What a form says: the answers that stand, and a sentence for each question that needs another look."""

    answers: Mapping[int, Answer]
    errors: Mapping[int, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether nothing needs another look."""
        return not self.errors and not self.problem


def new_submission_id() -> str:
    """The key of one filled-in form: a retry carries it again and gets the same receipt."""
    return uuid.uuid4().hex


def submission_id(form: Mapping[str, str]) -> str:
    """The key that came with a form; a fresh one where it was lost or tampered with."""
    sent = form.get("submission_id", "")
    return sent if _SUBMISSION.fullmatch(sent) else new_submission_id()


def draft_key(code: str, elector_id: int) -> str:
    """Under which name a browser keeps the unfinished answers of one elector."""
    return f"{code}-{elector_id}"


def raw_answers(form: MultiDict[str, str], questions: Sequence[Question]) -> dict[int, object]:
    """The answers as sent, by question number: lists where several may be chosen, mappings where options are marked."""
    several = {question.number for question in questions if question.type in _SEVERAL}
    given: dict[int, object] = {}
    for name, values in form.lists():
        found = _QUESTION.fullmatch(name)
        if found and found[2]:
            _mark(given, int(found[1]), found[2], values[0])
        elif found:
            number = int(found[1])
            given[number] = list(values) if number in several else values[0].replace("\r\n", "\n")
    return given


def _mark(given: dict[int, object], number: int, option: str, value: str) -> None:
    marks = given.get(number)
    if not isinstance(marks, dict):
        given[number] = marks = {}
    marks[option] = value


def read_answers(words: Words, questions: Sequence[Question], given: Mapping[int, object]) -> Marked:
    """Read a form; every question with a mistake is named, and the others keep their answers."""
    left, errors = dict(given), dict[int, str]()
    while True:
        try:
            return Marked(check_answers(questions, left), errors)
        except Refusal as refusal:
            number = refusal.details.get("question")
            if number not in left:
                return Marked({}, errors, "" if errors else sentence(words, refusal))
            errors[number] = sentence(words, refusal)
            del left[number]


def put_back(questions: Sequence[Question], given: Mapping[int, object]) -> dict[int, Standing]:
    """What was marked, mistakes and all, so that a form comes back as it was sent."""
    asked = {question.number for question in questions}
    return {number: _standing(raw) for number, raw in given.items() if number in asked and raw is not None}


def _standing(raw: object) -> Standing:
    if isinstance(raw, Mapping):
        return {str(option): str(mark) for option, mark in raw.items()}
    return tuple(str(value) for value in raw) if isinstance(raw, list) else str(raw)


def hidden_fields(answers: Mapping[int, Standing]) -> Iterator[tuple[str, str]]:
    """The answers as hidden fields, so that another page can send them on; an order is a list, best first."""
    for number, answer in answers.items():
        name = field_name(number)
        if isinstance(answer, str):
            yield name, answer
        elif isinstance(answer, Scores | Rows | Mapping):
            yield from ((f"{name}-{option}", str(mark)) for option, mark in dict(answer).items())
        else:
            yield from ((name, value) for value in answer)


def kept_fields(answers: Mapping[int, Standing], sent: str) -> list[tuple[str, str]]:
    """Everything that the next page must carry hidden; nothing when nothing was marked."""
    fields = list(hidden_fields(answers))
    return [*fields, ("submission_id", sent)] if fields else []


def is_answer_field(name: str, questions: Sequence[Question]) -> bool:
    """Whether a form field belongs to one of these questions."""
    found = _QUESTION.fullmatch(name)
    return found is not None and int(found[1]) in {question.number for question in questions}
