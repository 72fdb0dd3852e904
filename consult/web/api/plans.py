"""A consultation's plan as a program sends it: the keys of a consultation file, with days and moments as texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from consult.domain.consultation import Channel, Kind, Plan
from consult.domain.consultation_file import plan_of_table
from consult.domain.electorate import Basis
from consult.web.api.compound import Anything, Fields, Free, Listed
from consult.web.api.shapes import Day, Moment, OneOf, Shape, Text, Whole, moment_of

_SAID = Anything("Words of the committee by language, like {“zh”: …, “en”: …}; a text alone is Chinese.")
_TEXT_KEYS: Mapping[str, Shape] = {
    "intro": _SAID,
    "basis": OneOf(list(Basis)),
    "scope": Free("`buildings`, `entrances`, `without`, `members`; the whole estate if left out."),
    "secrecy": Text(most=40),
    "channels": Listed(OneOf(list(Channel)), most=10),
    "procedure": Free("What this vote does otherwise than the estate's rules of procedure."),
    "answers": Listed(Free("`question` and `answer`: what leaders say when they are asked at the door."), most=100),
    "matter": Text(most=80),
    "window_clause": Text(most=400),
}

_MUST: Mapping[str, Shape] = {
    "title": _SAID,
    "kind": OneOf(list(Kind)),
    "rule": Anything("The key of a rule, or an own rule as an object."),
    "notice_on": Day(),
    "opens_at": Moment(),
    "closes_at": Moment(),
    "question": Listed(Free("A question as in a consultation file."), 1, 200),
}
_KEYS_SAID = "The keys are those of a consultation file: docs/consultation-file.md."

PLAN = Fields(_MUST, _TEXT_KEYS, name="Plan", says=_KEYS_SAID)

REDRAFT = Fields(
    {"version": Whole(), **_MUST},
    _TEXT_KEYS,
    name="Redraft",
    says=f"`version` is the draft's as you read it; if somebody saved meanwhile, this is refused. {_KEYS_SAID}",
)


def plan_of(sent: Mapping[str, Any]) -> Plan:
    """The plan that was sent; refuses what a consultation file's reader does. The deed checks it."""
    moments = {key: moment_of(sent[key]) for key in ("opens_at", "closes_at")}
    return plan_of_table({**sent, **moments, "notice_on": date.fromisoformat(sent["notice_on"])})


def version_and_plan(sent: Mapping[str, Any]) -> tuple[int, Plan]:
    """The version that a draft's new plan was made from, and the plan."""
    return sent["version"], plan_of({key: value for key, value in sent.items() if key != "version"})
