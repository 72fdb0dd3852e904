"""The sums behind every count: heads and area by place and by what was said, added up in one pass over ballots.

What is kept does not grow with the ballots. By place there is one sum for each thing that can be said to a question
(a choice, a side in a row, "took part", "void"); answers that combine several choices, orders, scores and figures are
also kept as they were said, once for the whole estate, because methods need them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from consult.domain.consent import Weight
from consult.domain.counting.rows import split
from consult.domain.ledger import canonical
from consult.domain.question import VOID, Answer, Question, QuestionType, Rows, Scores
from consult.domain.question_json import answers_from_json

TOOK_PART = "took-part"
"""Stands for whoever gave an answer that combines several, or is kept as it was said."""

WRITTEN = "written"
"""Stands for every written answer: they are all different, and are only counted as taking part."""

Key = tuple[int, Answer]
"""A question's number, and what was said to it or came down to."""

_ONE_CHOICE = frozenset({QuestionType.CONSENT, QuestionType.CHOOSE_ONE, QuestionType.PLACE})
_BY_PLACE_ONLY = _ONE_CHOICE | {QuestionType.TEXT, QuestionType.EACH_PLAN}
_BETWEEN_ANSWERS = ',"'

_MOST_HALVES = 4_096
"""How many halves of ballots are remembered: five questions with three sides have 243."""


_ONE_HEAD = 1 << 80
"""Heads and area are added as one number, heads in steps above any area there can be: half the additions."""


class Sums:
    """Ballots added up: one list for each place, with a slot for each key. Areas in 0.01 m²."""

    def __init__(self, questions: Sequence[Question], places: int = 1) -> None:
        self._questions = {question.number: question for question in questions}
        self._slots: dict[Key, int] = {}
        self._sums: list[list[int]] = [[] for _ in range(places)]
        self._everyone = 0
        self._as_said: dict[Key, int] = {}
        self._in_piece: dict[str, int] = {}
        self._in_half: dict[str, tuple[int, ...]] = {"": ()}
        self._middle = _middle_of(questions)

    def add_text(self, place: int, area: int, answers: str) -> None:
        """Add a ballot whose answers are an object in canonical JSON, as they stand in the book.

        Most are one choice a question, of which there are few: a text is cut in halves, which come again and again,
        and each half is understood once. A text with anything else in it is read whole.
        """
        ballot = _ONE_HEAD + area
        first, _, second = answers[2:-1].partition(self._middle)
        try:
            slots: Sequence[int] = self._in_half[first] + self._in_half[second]
        except KeyError:
            slots = self._understand(first, second) or self._read(ballot, answers)
        self._everyone += ballot
        sums = self._sums[place]
        for slot in slots:
            sums[slot] += ballot

    def add(self, place: int, area: int, answers: Mapping[int, Answer]) -> None:
        """Add a ballot."""
        ballot = _ONE_HEAD + area
        self._everyone += ballot
        for slot in self._slots_of(ballot, answers):
            self._sums[place][slot] += ballot

    def _understand(self, first: str, second: str) -> tuple[int, ...]:
        """The slots of two halves, remembered, if every piece of them is known to say one choice; else nothing.

        Pieces cannot be mistaken for one another: a comma and a quotation mark inside a string would have a backslash
        between them, and what a list or an object inside an answer is cut into begins with a piece that no single
        choice is. Nor can halves: the second begins with the answer itself.
        """
        slots: tuple[int, ...] = ()
        for half, pieces in ((first, first), (second, second and self._middle[2:] + second)):
            try:
                said = tuple(map(self._in_piece.__getitem__, pieces.split(_BETWEEN_ANSWERS))) if pieces else ()
            except KeyError:
                return ()
            if len(self._in_half) < _MOST_HALVES:
                self._in_half[half] = said
            slots += said
        return slots

    def _read(self, ballot: int, text: str) -> list[int]:
        """Understand a text whole, and remember the pieces of it that say one choice."""
        answers = answers_from_json(json.loads(text))
        for number, answer in answers.items():
            if self._is_one_choice(number, answer):
                piece = canonical({str(number): answer})[2:-1]
                self._in_piece[piece] = self._slot((number, answer))
        return self._slots_of(ballot, answers)

    def _is_one_choice(self, number: int, answer: Answer) -> bool:
        """Whether an answer is one of the few that a question with one choice can be given."""
        question = self._questions.get(number)
        if question is None or question.type not in _ONE_CHOICE:
            return False
        return answer == VOID or answer in question.choices

    def _slots_of(self, ballot: int, answers: Mapping[int, Answer]) -> list[int]:
        slots: list[int] = []
        for number, answer in answers.items():
            # An answer to a question that is not counted adds to nothing.
            if question := self._questions.get(number):
                slots += [self._slot((number, key)) for key in comes_down_to(question, answer)]
                if question.type not in _BY_PLACE_ONLY and answer != VOID:
                    self._as_said[number, answer] = self._as_said.get((number, answer), 0) + ballot
        return slots

    def _slot(self, key: Key) -> int:
        found = self._slots.setdefault(key, len(self._slots))
        if found == len(self._sums[0]):
            for sums in self._sums:
                sums.append(0)
        return found

    @property
    def everyone(self) -> Weight:
        """All ballots."""
        return _weight(self._everyone)

    def said_to(self, question: Question) -> dict[Answer, Weight]:
        """Every distinct answer to a question, or what it came down to where there would be too many."""
        if question.type in _BY_PLACE_ONLY:
            keys = [key for number, key in self._slots if number == question.number]
        else:
            keys = [VOID] if (question.number, VOID) in self._slots else []
        slots = {key: self._slots[question.number, key] for key in keys}
        sums = {key: sum(at_place[slot] for at_place in self._sums) for key, slot in slots.items()}
        as_said = {answer: said for (number, answer), said in self._as_said.items() if number == question.number}
        return {answer: _weight(said) for answer, said in (as_said | sums).items()}

    def heads_at(self, place: int) -> dict[Key, int]:
        """What was said at one place, by what it came down to: to every question at once, in heads."""
        return {key: added // _ONE_HEAD for key, added in zip(self._slots, self._sums[place], strict=True)}


def _middle_of(questions: Sequence[Question]) -> str:
    """Where canonical JSON has the middle question, as keys are sorted there: a text is cut in halves before it."""
    numbers = sorted(str(question.number) for question in questions)
    return f',"{numbers[len(numbers) // 2]}":' if numbers else _BETWEEN_ANSWERS


def _weight(added: int) -> Weight:
    return Weight(*divmod(added, _ONE_HEAD))


def comes_down_to(question: Question, answer: Answer) -> Iterator[Answer]:
    """The sums that an answer to a question adds to, at the place of whoever gave it."""
    if answer == VOID:
        yield VOID
    elif question.type is QuestionType.EACH_PLAN:
        yield from split(answer)
    elif question.type is QuestionType.TEXT:
        yield WRITTEN
    elif question.type in _ONE_CHOICE:
        yield answer
    else:
        yield TOOK_PART
        yield from chosen(question, answer)


def chosen(question: Question, answer: Answer) -> tuple[str, ...]:
    """Under which of the question's choices an answer is counted."""
    if not question.choices:
        return ()
    if isinstance(answer, Scores):
        return tuple(option for option, _ in answer)
    if isinstance(answer, str):
        return (answer,)
    if isinstance(answer, Rows):
        return ()
    return answer[:1] if question.type is QuestionType.RANK else answer
