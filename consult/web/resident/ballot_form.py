"""A ballot as a form sends it: read, put back, and carried hidden from page to page."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from consult.domain.answers import check_answers
from consult.domain.question import Answer, Question, QuestionType
from consult.domain.refusal import Refusal
from consult.web.resident.cards import field_name
from consult.wording.language import Words
from consult.wording.refusals import sentence

_QUESTION = re.compile(r"q([1-9][0-9]{0,3})")
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
    """The answers as sent, by question number: a list where several may be chosen, else one string."""
    several = {question.number for question in questions if question.type is QuestionType.CHOOSE_SOME}
    given: dict[int, object] = {}
    for name, values in form.lists():
        found = _QUESTION.fullmatch(name)
        if found:
            number = int(found[1])
            given[number] = list(values) if number in several else values[0].replace("\r\n", "\n")
    return given


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


def put_back(questions: Sequence[Question], given: Mapping[int, object]) -> dict[int, Answer]:
    """What was marked, mistakes and all, so that a form comes back as it was sent."""
    back: dict[int, Answer] = {}
    for question in questions:
        raw = given.get(question.number)
        if isinstance(raw, list):
            back[question.number] = tuple(str(value) for value in raw)
        elif raw is not None:
            back[question.number] = str(raw)
    return back


def hidden_fields(answers: Mapping[int, Answer]) -> Iterator[tuple[str, str]]:
    """The answers as hidden fields, so that another page can send them on."""
    for number, answer in answers.items():
        for value in (answer,) if isinstance(answer, str) else answer:
            yield field_name(number), value


def kept_fields(answers: Mapping[int, Answer], sent: str) -> list[tuple[str, str]]:
    """Everything that the next page must carry hidden; nothing when nothing was marked."""
    fields = list(hidden_fields(answers))
    return [*fields, ("submission_id", sent)] if fields else []
