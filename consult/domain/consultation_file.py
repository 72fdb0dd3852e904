"""A consultation written as a TOML file: every key is known, every fault is named, nothing is guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from consult.domain.consultation import Channel, Kind, Place, Plan, check_plan
from consult.domain.electorate import Basis
from consult.domain.question import Condition, Option, Question, QuestionType, Text
from consult.domain.refusal import Refusal, reasons
from consult.domain.rule_file import read_rule
from consult.domain.rules import CUSTOM

reasons(
    file_not_toml="detail: a consultation file that TOML cannot read",
    file_unreadable="a file that is missing, or not UTF-8 text",
    unknown_key="key, where: a key that a consultation file does not know",
    key_missing="key, where: a key that a consultation file needs",
    wrong_value="key, value, known: a value of the wrong kind or outside the known ones",
)

Known = TypeVar("Known", bound=StrEnum)

_KEYS = frozenset(
    [
        "title",
        "intro",
        "kind",
        "rule",
        "basis",
        "scope",
        "secrecy",
        "notice_on",
        "opens_at",
        "closes_at",
        "channels",
        "question",
    ]
)
_QUESTION_KEYS = frozenset(["type", "title", "body", "options", "most", "show_if"])
_OPTION_KEYS = frozenset(["label", "note", "cost"])


def read_plan(content: bytes) -> Plan:
    """The plan written in a TOML file; refuses with every fault that a person can mend at once."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("file-unreadable") from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("file-not-toml", detail=str(error)) from None
    return check_plan(_plan(table))


def _plan(table: Mapping[str, Any]) -> Plan:
    _refuse_unknown(table, _KEYS, where="")
    kind = _one(Kind, table, "kind")
    return Plan(
        title=_text(table, "title", needed=True),
        intro=_text(table, "intro"),
        kind=kind,
        rule=CUSTOM if isinstance(table.get("rule"), dict) else _string(table, "rule"),
        own_rule=read_rule(table["rule"]) if isinstance(table.get("rule"), dict) else None,
        basis=_one(Basis, table, "basis", Basis.BY_OWNER),
        scope=_scope(table.get("scope", {})),
        secrecy=_string(table, "secrecy", "named"),
        notice_on=_moment(table, "notice_on", date),
        opens_at=_moment(table, "opens_at", datetime),
        closes_at=_moment(table, "closes_at", datetime),
        channels=_channels(table),
        questions=tuple(_questions(table, is_binding=kind is Kind.BINDING)),
    )


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str], *, where: str) -> None:
    faults = [Refusal("unknown-key", key=key, where=where) for key in table if key not in known]
    if faults:
        raise Refusal("plan-faults", faults=tuple(faults))


def _wrong(key: str, value: object, known: Iterable[str] = ()) -> Refusal:
    return Refusal("wrong-value", key=key, value=str(value)[:60], known=tuple(known))


def _string(table: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if value is None:
        raise Refusal("key-missing", key=key, where="")
    if not isinstance(value, str):
        raise _wrong(key, value)
    return value


def _one(known: type[Known], table: Mapping[str, Any], key: str, default: Known | None = None) -> Known:
    value = _string(table, key, default)
    if value not in list(known):
        raise _wrong(key, value, known)
    return known(value)


def _text(table: Mapping[str, Any], key: str, *, needed: bool = False) -> Text:
    value = table.get(key)
    if value is None:
        if needed:
            raise Refusal("key-missing", key=f"{key}.zh", where="")
        return {}
    if isinstance(value, str):
        return {"zh": value.strip()}
    if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
        raise _wrong(key, value)
    for language in value:
        if language not in ("zh", "en"):
            raise Refusal("unknown-key", key=f"{key}.{language}", where="")
    return {language: words.strip() for language, words in value.items()}


def _moment(table: Mapping[str, Any], key: str, kind: type[date]) -> Any:
    value = table.get(key)
    if value is None:
        raise Refusal("key-missing", key=key, where="")
    # TOML's datetime is a date too; a moment where a day is meant would be read wrongly without this.
    if type(value) is not kind:
        raise _wrong(key, value)
    return value


def _scope(value: object) -> tuple[Place, ...]:
    if not isinstance(value, dict):
        raise _wrong("scope", value)
    _refuse_unknown(value, frozenset({"buildings", "entrances"}), where="scope")
    buildings, entrances = value.get("buildings", []), value.get("entrances", [])
    if not _are_strings(buildings) or not _are_strings(entrances):
        raise _wrong("scope", value)
    if entrances and len(buildings) != 1:
        raise _wrong("scope.entrances", entrances)
    if entrances:
        return tuple(Place(buildings[0], entrance) for entrance in entrances)
    return tuple(Place(building) for building in buildings)


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _channels(table: Mapping[str, Any]) -> tuple[Channel, ...]:
    value = table.get("channels", ["web", "paper"])
    if not isinstance(value, list):
        raise _wrong("channels", value, Channel)
    for item in value:
        if item not in list(Channel):
            raise _wrong("channels", item, Channel)
    return tuple(dict.fromkeys(Channel(item) for item in value))


def _questions(table: Mapping[str, Any], *, is_binding: bool) -> Iterable[Question]:
    asked = table.get("question", [])
    if not isinstance(asked, list):
        raise _wrong("question", asked)
    for number, value in enumerate(asked, start=1):
        where = f"question {number}"
        if not isinstance(value, dict):
            raise _wrong(where, value)
        _refuse_unknown(value, _QUESTION_KEYS, where=where)
        kind = _one(QuestionType, value, "type")
        yield Question(
            number=number,
            type=kind,
            title=_text(value, "title", needed=True),
            body=_text(value, "body"),
            options=tuple(_options(value.get("options", []), where)),
            most=_limit(value),
            show_if=_condition(value),
            can_refuse=is_binding and kind in (QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME),
        )


def _options(value: object, where: str) -> Iterable[Option]:
    if not isinstance(value, list):
        raise _wrong(f"{where} options", value)
    for number, item in enumerate(value, start=1):
        if isinstance(item, str):
            item = {"label": item}
        if not isinstance(item, dict):
            raise _wrong(f"{where} options", item)
        _refuse_unknown(item, _OPTION_KEYS, where=f"{where}, option {number}")
        yield Option(str(number), _text(item, "label", needed=True), _text(item, "note"), _cost(item.get("cost")))


def _cost(value: object) -> int | None:
    if value is None:
        return None
    try:
        cents = Decimal(str(value).replace(",", "")) * 100
    except InvalidOperation:
        raise _wrong("cost", value) from None
    if not cents.is_finite() or cents != int(cents) or not 0 <= cents < 10**13:
        raise _wrong("cost", value)
    return int(cents)


def _limit(value: Mapping[str, Any]) -> int | None:
    most = value.get("most")
    if most is not None and (type(most) is not int or most < 1):
        raise _wrong("most", most)
    return most


def _condition(value: Mapping[str, Any]) -> Condition | None:
    given = value.get("show_if")
    if given is None:
        return None
    if not isinstance(given, dict) or set(given) != {"question", "answer"}:
        raise _wrong("show_if", given)
    question, answer = given["question"], given["answer"]
    if type(question) is not int or not isinstance(answer, str | int):
        raise _wrong("show_if", given)
    return Condition(question, str(answer))
