"""Questions as plain JSON and back: how they are kept, fingerprinted and published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consult.domain.ledger import fingerprint
from consult.domain.question import Answer, Condition, Option, Question, QuestionType


def to_json(question: Question) -> dict[str, Any]:
    """A question as plain JSON; absent things are left out, so that equal questions have equal fingerprints."""
    written: dict[str, Any] = {
        "number": question.number,
        "type": question.type.value,
        "title": dict(question.title),
        "body": dict(question.body),
        "options": [_option_json(option) for option in question.options],
        "can_refuse": question.can_refuse,
    }
    if question.most is not None:
        written["most"] = question.most
    if question.show_if is not None:
        written["show_if"] = {"question": question.show_if.question, "answer": question.show_if.answer}
    return written


def _option_json(option: Option) -> dict[str, Any]:
    written: dict[str, Any] = {"key": option.key, "label": dict(option.label), "note": dict(option.note)}
    return written if option.cost is None else written | {"cost": option.cost}


def from_json(kept: Mapping[str, Any]) -> Question:
    """The question kept as plain JSON."""
    condition = kept.get("show_if")
    return Question(
        number=kept["number"],
        type=QuestionType(kept["type"]),
        title=kept["title"],
        body=kept["body"],
        options=tuple(Option(o["key"], o["label"], o["note"], o.get("cost")) for o in kept["options"]),
        most=kept.get("most"),
        show_if=Condition(condition["question"], condition["answer"]) if condition else None,
        can_refuse=kept["can_refuse"],
    )


def text_hash(title: Mapping[str, str], intro: Mapping[str, str], questions: Sequence[Question]) -> str:
    """The version of a consultation's text in all languages, as every paper's footer carries it."""
    return fingerprint({"title": dict(title), "intro": dict(intro), "questions": [to_json(q) for q in questions]})


def answers_to_json(answers: Mapping[int, Answer]) -> dict[str, Any]:
    """A ballot's answers as plain JSON, by question number."""
    return {str(number): list(a) if isinstance(a, tuple) else a for number, a in answers.items()}


def answers_from_json(kept: Mapping[str, Any]) -> dict[int, Answer]:
    """The answers kept as plain JSON."""
    return {int(number): tuple(a) if isinstance(a, list) else a for number, a in kept.items()}
