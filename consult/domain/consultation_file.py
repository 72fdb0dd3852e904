"""A consultation written as a TOML file: every key is known, every fault is named, nothing is guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from consult.domain.agreed_answer import read_agreed
from consult.domain.consultation import Channel, Kind, Plan, check_plan
from consult.domain.electorate import Basis
from consult.domain.picture import NamedPicture
from consult.domain.procedure import read_procedure
from consult.domain.question_file import read_questions
from consult.domain.refusal import Refusal, reasons
from consult.domain.rule_file import read_rule
from consult.domain.rules import CUSTOM
from consult.domain.scope import Door, Place
from consult.domain.toml_values import one_of, refuse_unknown, string, text, wrong

reasons(
    file_not_toml="detail: a consultation file that TOML cannot read",
    file_too_large="limit: a file that nobody wrote by hand, in KB",
    file_unreadable="a file that is missing, or not UTF-8 text",
)

_YEARS = range(2000, 2200)
"""Years that a consultation can lie in; at the ends of the calendar no moment can be told in another zone."""
_KEYS = frozenset(
    [
        "title",
        "intro",
        "picture",
        "picture_alt",
        "kind",
        "rule",
        "basis",
        "scope",
        "secrecy",
        "notice_on",
        "opens_at",
        "closes_at",
        "channels",
        "procedure",
        "question",
        "answers",
        "matter",
        "window_clause",
    ]
)


def read_plan(content: bytes, zone: tzinfo) -> Plan:
    """The plan written in a TOML file, its days as `zone` has them; refuses with every fault that can be mended."""
    table = read_toml(content)
    return check_plan(plan_of_table(table), zone)


def read_toml(content: bytes) -> dict[str, Any]:
    """The table that a file holds; refuses `file-unreadable` and `file-not-toml`."""
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("file-unreadable") from None
    try:
        return tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("file-not-toml", detail=str(error)) from None


def plan_of_table(table: Mapping[str, Any]) -> Plan:
    """The plan that a file's table says, unchecked; refuses keys and values that the file does not know."""
    refuse_unknown(table, _KEYS, where="")
    kind = one_of(Kind, table, "kind")
    return Plan(
        title=text(table, "title", needed=True),
        intro=text(table, "intro"),
        picture=_picture(table),
        agreed=tuple(read_agreed(table)),
        kind=kind,
        rule=CUSTOM if isinstance(table.get("rule"), dict) else string(table, "rule"),
        own_rule=read_rule(table["rule"]) if isinstance(table.get("rule"), dict) else None,
        basis=one_of(Basis, table, "basis", Basis.BY_OWNER),
        scope=_scope(table.get("scope", {})),
        left_out=_doors(table.get("scope", {}), "without"),
        members=_doors(table.get("scope", {}), "members"),
        secrecy=string(table, "secrecy", "named"),
        notice_on=_moment(table, "notice_on", date),
        opens_at=_moment(table, "opens_at", datetime),
        closes_at=_moment(table, "closes_at", datetime),
        channels=_channels(table),
        procedure=_procedure(table.get("procedure", {})),
        questions=tuple(read_questions(table, is_binding=kind is Kind.BINDING)),
        matter=string(table, "matter", ""),
        window_clause=string(table, "window_clause", ""),
    )


def _picture(table: Mapping[str, Any]) -> NamedPicture | None:
    """The picture named beside the file; a name that leads anywhere else is none."""
    if "picture" not in table and "picture_alt" not in table:
        return None
    name = string(table, "picture")
    if not name or name != name.strip() or name.startswith(".") or any(mark in name for mark in "/\\:\0"):
        raise wrong("picture", name)
    return NamedPicture(name, text(table, "picture_alt"))


def _moment(table: Mapping[str, Any], key: str, kind: type[date]) -> Any:
    value = table.get(key)
    if value is None:
        raise Refusal("key-missing", key=key, where="")
    # TOML's datetime is a date too; a moment where a day is meant would be read wrongly without this.
    if type(value) is not kind or value.year not in _YEARS:
        raise wrong(key, value)
    return value


def _scope(value: object) -> tuple[Place, ...]:
    if not isinstance(value, dict):
        raise wrong("scope", value)
    refuse_unknown(value, frozenset({"buildings", "entrances", "without", "members"}), where="scope")
    buildings, entrances = value.get("buildings", []), value.get("entrances", [])
    if not _are_strings(buildings) or not _are_strings(entrances):
        raise wrong("scope", value)
    if entrances and len(buildings) != 1:
        raise wrong("scope.entrances", entrances)
    if entrances:
        return tuple(Place(buildings[0], entrance) for entrance in entrances)
    return tuple(Place(building) for building in buildings)


def _doors(scope: Mapping[str, Any], key: str) -> tuple[Door, ...]:
    """Units by building, room and, where buildings have several, entrance."""
    value = scope.get(key, [])
    if not isinstance(value, list) or not all(isinstance(unit, dict) for unit in value):
        raise wrong(f"scope.{key}", value)
    return tuple(dict.fromkeys(_door(unit, f"scope.{key}") for unit in value))


def _door(unit: Mapping[str, Any], where: str) -> Door:
    refuse_unknown(unit, frozenset({"building", "entrance", "room"}), where=where)
    return string(unit, "building"), string(unit, "entrance", ""), string(unit, "room")


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _procedure(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise wrong("procedure", value)
    return read_procedure(value)


def _channels(table: Mapping[str, Any]) -> tuple[Channel, ...]:
    value = table.get("channels", ["web", "paper"])
    if not isinstance(value, list):
        raise wrong("channels", value, Channel)
    for item in value:
        if item not in list(Channel):
            raise wrong("channels", item, Channel)
    return tuple(dict.fromkeys(Channel(item) for item in value))
