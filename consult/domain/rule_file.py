"""A committee's own rule as a TOML table: which shares must take part and agree, what may be opposed, and its basis.

[rule]
basis = ["业主大会议事规则第十二条"]
allows_deeming = true
participation = [{ measure = "heads", share = "20%" }]
approval = [
  { measure = "heads", share = "1/2", of = "expressed", strict = true },
  { measure = "area", share = "25%", of = "electorate", veto = true },
]
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from consult.domain.consent import Measure, Of, Requirement, Rule, Subject
from consult.domain.refusal import Refusal
from consult.domain.rules import custom_rule, read_share
from consult.domain.toml_values import member, wrong

Known = TypeVar("Known", bound=StrEnum)

_RULE_KEYS = frozenset(["basis", "participation", "approval", "allows_deeming"])
_PARTICIPATION_KEYS = frozenset(["measure", "share", "strict"])
_APPROVAL_KEYS = _PARTICIPATION_KEYS | {"of", "veto"}


def read_rule(table: Mapping[str, Any]) -> Rule:
    """The rule written in a table; refuses what `custom_rule` does, `unknown-key`, `wrong-value`, `key-missing`."""
    _refuse_unknown(table, _RULE_KEYS, "rule")
    return custom_rule(
        tuple(_participation(item) for item in _tables(table, "participation")),
        tuple(_approval(item) for item in _tables(table, "approval")),
        _basis(table.get("basis", [])),
        allows_deeming=_flag(table, "allows_deeming"),
    )


def _participation(table: Mapping[str, Any]) -> Requirement:
    _refuse_unknown(table, _PARTICIPATION_KEYS, "rule.participation")
    return Requirement(_one(Measure, table, "measure"), _share(table), Of.ELECTORATE, _flag(table, "strict"))


def _approval(table: Mapping[str, Any]) -> Requirement:
    _refuse_unknown(table, _APPROVAL_KEYS, "rule.approval")
    is_veto = _flag(table, "veto")
    return Requirement(
        _one(Measure, table, "measure"),
        _share(table),
        _one(Of, table, "of"),
        _flag(table, "strict"),
        Subject.OPPOSE if is_veto else Subject.AGREE,
        is_ceiling=is_veto,
    )


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise Refusal("unknown-key", key=key, where=where)


def _tables(table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise wrong(f"rule.{key}", value)
    return value


def _basis(value: object) -> tuple[str, ...]:
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise wrong("rule.basis", value)
    return tuple(part.strip() for line in lines for part in line.splitlines() if part.strip())


def _share(table: Mapping[str, Any]) -> Fraction:
    if "share" not in table:
        raise Refusal("key-missing", key="share", where="rule")
    return read_share(str(table["share"]))


def _one(known: type[Known], table: Mapping[str, Any], key: str) -> Known:
    if key not in table:
        raise Refusal("key-missing", key=key, where="rule")
    return member(known, table[key], f"rule.{key}")


def _flag(table: Mapping[str, Any], key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise wrong(f"rule.{key}", value, ("true", "false"))
    return value
