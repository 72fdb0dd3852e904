"""What residents ask about a consultation, and the answer that the committee has agreed on beforehand.

Everybody who explains the matter, at the door or on the page, says the same; the answers are announced with the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.domain.question import Text
from consult.domain.refusal import Refusal, reasons
from consult.domain.toml_values import refuse_unknown, text, wrong

reasons(
    agreed_answer_incomplete="number: a question without the agreed answer, or an answer to no question",
    agreed_answer_too_long="number, limit: an agreed answer longer than anybody listens to",
    agreed_question_too_long="number, limit: a question longer than anybody asks",
    too_many_agreed_answers="limit: more agreed answers than stand on a card",
)

MOST = 12
"""Agreed answers of a consultation: what can be read out at a door, and stands on the page before one tires."""
LONGEST_QUESTION, LONGEST_ANSWER = 120, 800
"""Characters in one language."""
_KEYS = frozenset({"question", "answer"})


@dataclass(frozen=True, slots=True)
class AgreedAnswer:
    """One question as residents ask it, with its answer."""

    question: Text
    answer: Text


def read_agreed(table: Mapping[str, Any]) -> Iterable[AgreedAnswer]:
    """The `[[answers]]` of a consultation file, in the order they are written."""
    written = table.get("answers", [])
    if not isinstance(written, list):
        raise wrong("answers", written)
    for at, value in enumerate(written, start=1):
        if not isinstance(value, dict):
            raise wrong(f"answers {at}", value)
        refuse_unknown(value, _KEYS, where=f"answers {at}")
        yield AgreedAnswer(text(value, "question", needed=True), text(value, "answer", needed=True))


def agreed_faults(agreed: Sequence[AgreedAnswer]) -> Iterable[Refusal]:
    """Everything that is wrong with agreed answers, numbered from 1."""
    if len(agreed) > MOST:
        yield Refusal("too-many-agreed-answers", limit=MOST)
    for number, one in enumerate(agreed, start=1):
        if not any(one.question.values()) or not any(one.answer.values()):
            yield Refusal("agreed-answer-incomplete", number=number)
        if _longest(one.question) > LONGEST_QUESTION:
            yield Refusal("agreed-question-too-long", number=number, limit=LONGEST_QUESTION)
        if _longest(one.answer) > LONGEST_ANSWER:
            yield Refusal("agreed-answer-too-long", number=number, limit=LONGEST_ANSWER)


def _longest(said: Text) -> int:
    return max(map(len, said.values()), default=0)


def agreed_json(agreed: Iterable[AgreedAnswer]) -> list[dict[str, Any]]:
    """Agreed answers as plain JSON."""
    return [{"question": dict(one.question), "answer": dict(one.answer)} for one in agreed]


def agreed_from_json(kept: Iterable[Mapping[str, Any]]) -> tuple[AgreedAnswer, ...]:
    """The agreed answers kept as plain JSON."""
    return tuple(AgreedAnswer(one["question"], one["answer"]) for one in kept)
