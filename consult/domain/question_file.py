"""The questions of a consultation file: each type has its own keys, and every other key is refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from consult.domain.question import (
    METHODS,
    Bounds,
    Condition,
    Method,
    Option,
    Point,
    Question,
    QuestionType,
    Scale,
)
from consult.domain.toml_values import hundredths, member, number, one_of, refuse_unknown, text, whole, wrong

_KEYS = frozenset({"type", "title", "body", "show_if"})
_OWN_KEYS: Mapping[QuestionType, frozenset[str]] = MappingProxyType(
    {
        QuestionType.CONSENT: frozenset(),
        QuestionType.EACH_PLAN: frozenset({"options"}),
        QuestionType.CHOOSE_ONE: frozenset({"options"}),
        QuestionType.CHOOSE_SOME: frozenset({"options", "most"}),
        QuestionType.TEXT: frozenset(),
        QuestionType.RANK: frozenset({"options", "most", "method"}),
        QuestionType.SCORE: frozenset({"options", "scale", "method"}),
        QuestionType.BUDGET: frozenset({"options", "most", "budget", "method"}),
        QuestionType.PLACE: frozenset({"options"}),
        QuestionType.NUMBER: frozenset({"unit", "least", "most", "step"}),
    }
)
_OPTION_KEYS = frozenset({"label", "note", "cost", "point"})


def read_questions(table: Mapping[str, Any], *, is_binding: bool) -> Iterable[Question]:
    """The questions in the order they are written, numbered from 1."""
    asked = table.get("question", [])
    if not isinstance(asked, list):
        raise wrong("question", asked)
    for at, value in enumerate(asked, start=1):
        if not isinstance(value, dict):
            raise wrong(f"question {at}", value)
        yield _question(at, value, is_binding=is_binding)


def _question(at: int, value: Mapping[str, Any], *, is_binding: bool) -> Question:
    where = f"question {at}"
    kind = one_of(QuestionType, value, "type")
    refuse_unknown(value, _KEYS | _OWN_KEYS[kind], where=where)
    is_number = kind is QuestionType.NUMBER
    return Question(
        number=at,
        type=kind,
        title=text(value, "title", needed=True),
        body=text(value, "body"),
        options=tuple(_options(value.get("options", []), where)),
        most=None if is_number else _limit(value),
        show_if=_condition(value),
        can_refuse=is_binding and kind in (QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME),
        methods=_methods(kind, value),
        scale=_scale(value),
        budget=hundredths(value["budget"], "budget") if "budget" in value else None,
        bounds=_bounds(value) if is_number else Bounds(),
        unit=text(value, "unit"),
    )


def _options(value: object, where: str) -> Iterable[Option]:
    if not isinstance(value, list):
        raise wrong(f"{where} options", value)
    for at, item in enumerate(value, start=1):
        if isinstance(item, str):
            item = {"label": item}
        if not isinstance(item, dict):
            raise wrong(f"{where} options", item)
        refuse_unknown(item, _OPTION_KEYS, where=f"{where}, option {at}")
        label, note = text(item, "label", needed=True), text(item, "note")
        cost = hundredths(item["cost"], "cost") if "cost" in item else None
        yield Option(str(at), label, note, cost, _point(item.get("point")))


def _point(value: object) -> Point | None:
    """Where a site is on the plan's picture, written in per cent from its left and from its top."""
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"x", "y"}:
        raise wrong("point", value)
    return Point(hundredths(value["x"], "point.x"), hundredths(value["y"], "point.y"))


def _limit(value: Mapping[str, Any]) -> int | None:
    if "most" not in value:
        return None
    most = whole(value["most"], "most")
    if most < 1:
        raise wrong("most", most)
    return most


def _methods(kind: QuestionType, value: Mapping[str, Any]) -> tuple[Method, ...]:
    """The methods named, one or several. Where none is, all of the type are written down now, so that they stay."""
    named = value.get("method", [])
    listed = [named] if isinstance(named, str) else named
    if not isinstance(listed, list):
        raise wrong("method", named, METHODS.get(kind, ()))
    return tuple(dict.fromkeys(member(Method, name, "method") for name in listed)) or METHODS.get(kind, ())


def _scale(value: Mapping[str, Any]) -> Scale:
    given = value.get("scale")
    if given is None:
        return Scale()
    if not isinstance(given, dict) or set(given) != {"low", "high"}:
        raise wrong("scale", given)
    return Scale(whole(given["low"], "scale.low"), whole(given["high"], "scale.high"))


def _bounds(value: Mapping[str, Any]) -> Bounds:
    return Bounds(**{name: number(value[name], name) for name in ("least", "most", "step") if name in value})


def _condition(value: Mapping[str, Any]) -> Condition | None:
    given = value.get("show_if")
    if given is None:
        return None
    if not isinstance(given, dict) or set(given) != {"question", "answer"}:
        raise wrong("show_if", given)
    question, answer = given["question"], given["answer"]
    if type(question) is not int or not isinstance(answer, str | int):
        raise wrong("show_if", given)
    return Condition(question, str(answer))
