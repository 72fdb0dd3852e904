"""Questions as plain JSON and back: how they are kept, fingerprinted and published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from consult.domain.agreed_answer import AgreedAnswer, agreed_json
from consult.domain.ledger import fingerprint
from consult.domain.numbers_typed import written_number
from consult.domain.picture import Picture, picture_json
from consult.domain.question import (
    Answer,
    Bounds,
    Condition,
    Method,
    Option,
    Point,
    Question,
    QuestionType,
    Rows,
    Scale,
    Scores,
)


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
    if question.can_follow:
        written["can_follow"] = True
    if question.most is not None:
        written["most"] = question.most
    written |= _bounds_json(question)
    if question.show_if is not None:
        written["show_if"] = {"question": question.show_if.question, "answer": question.show_if.answer}
    return written


def _bounds_json(question: Question) -> dict[str, Any]:
    """What only some types have: how it is counted, and within which bounds it is answered."""
    written: dict[str, Any] = {}
    if question.methods:
        written["methods"] = [method.value for method in question.methods]
    if question.type is QuestionType.SCORE:
        written["scale"] = {"low": question.scale.low, "high": question.scale.high}
    if question.budget is not None:
        written["budget"] = question.budget
    if question.type is QuestionType.NUMBER:
        bounds = question.bounds
        ends = {"least": bounds.least, "most": bounds.most, "step": bounds.step}
        # As text: a number with decimals has no exact place in the book's JSON.
        written["bounds"] = {name: written_number(end) for name, end in ends.items() if end is not None}
    if question.unit:
        written["unit"] = dict(question.unit)
    return written


def _option_json(option: Option) -> dict[str, Any]:
    written: dict[str, Any] = {"key": option.key, "label": dict(option.label), "note": dict(option.note)}
    if option.cost is not None:
        written["cost"] = option.cost
    if option.point is not None:
        written["point"] = {"x": option.point.x, "y": option.point.y}
    return written


def from_json(kept: Mapping[str, Any]) -> Question:
    """The question kept as plain JSON."""
    condition, scale, bounds = kept.get("show_if"), kept.get("scale"), kept.get("bounds")
    return Question(
        number=kept["number"],
        type=QuestionType(kept["type"]),
        title=kept["title"],
        body=kept["body"],
        options=tuple(_option(option) for option in kept["options"]),
        most=kept.get("most"),
        show_if=Condition(condition["question"], condition["answer"]) if condition else None,
        can_refuse=kept["can_refuse"],
        can_follow=kept.get("can_follow", False),
        methods=tuple(Method(method) for method in kept.get("methods", ())),
        scale=Scale(scale["low"], scale["high"]) if scale else Scale(),
        budget=kept.get("budget"),
        bounds=Bounds(**{name: Decimal(end) for name, end in bounds.items()}) if bounds else Bounds(),
        unit=kept.get("unit", {}),
    )


def _option(kept: Mapping[str, Any]) -> Option:
    point = kept.get("point")
    where = Point(point["x"], point["y"]) if point else None
    return Option(kept["key"], kept["label"], kept["note"], kept.get("cost"), where)


def text_json(
    title: Mapping[str, str],
    intro: Mapping[str, str],
    questions: Iterable[Any],
    picture: Picture | None = None,
    agreed: Sequence[AgreedAnswer] = (),
) -> dict[str, Any]:
    """All that a consultation says, as it is fingerprinted and published; `questions` as plain JSON.

    A consultation without a picture or agreed answers says nothing of them: its fingerprint is what it always was.
    """
    text: dict[str, Any] = {"title": dict(title), "intro": dict(intro), "questions": list(questions)}
    if picture:
        text["picture"] = picture_json(picture)
    if agreed:
        text["answers"] = agreed_json(agreed)
    return text


def text_hash(
    title: Mapping[str, str],
    intro: Mapping[str, str],
    questions: Sequence[Question],
    picture: Picture | None = None,
    agreed: Sequence[AgreedAnswer] = (),
) -> str:
    """The version of a consultation's text in all languages, as every paper's footer carries it."""
    return fingerprint(text_json(title, intro, map(to_json, questions), picture, agreed))


def answers_to_json(answers: Mapping[int, Answer]) -> dict[str, Any]:
    """A ballot's answers as plain JSON, by question number; scores and rows are an object by option."""
    return {str(number): _answer_json(answer) for number, answer in answers.items()}


def _answer_json(answer: Answer) -> Any:
    if isinstance(answer, Scores | Rows):
        return dict(answer)
    return list(answer) if isinstance(answer, tuple) else answer


def answers_from_json(kept: Mapping[str, Any]) -> dict[int, Answer]:
    """The answers kept as plain JSON."""
    return {int(number): a if isinstance(a, str) else _answer(a) for number, a in kept.items()}


def _answer(kept: list[str] | dict[str, Any]) -> Answer:
    if isinstance(kept, list):
        return tuple(kept)
    # A database may hand an object's keys back in another order, and equal answers must stay equal.
    pairs = sorted(kept.items())
    return Rows(pairs) if any(isinstance(mark, str) for mark in kept.values()) else Scores(pairs)
