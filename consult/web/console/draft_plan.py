"""From the form to a plan and back: every fault that a person can mend is said at once, each beside its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from consult.domain.consent import Rule
from consult.domain.consultation import Channel, Kind, Plan, check_plan
from consult.domain.electorate import Basis
from consult.domain.local_time import typed_moment
from consult.domain.plain_words import SIMPLE, with_plain
from consult.domain.privacy import Secrecy
from consult.domain.refusal import Refusal, reasons
from consult.domain.rules import CUSTOM
from consult.domain.scope import Door, Place
from consult.queries.consultations import ConsultationView
from consult.web.console.draft_answers import agreed_fields, agreed_of
from consult.web.console.draft_faults import field_of
from consult.web.console.draft_fields import DraftFields, local_time
from consult.web.console.draft_procedure import Kept, procedure_fields, said_of
from consult.web.console.draft_questions import question_fields, read_questions, text_of
from consult.web.own_rule import STAND_IN, rule_fields, rule_of

reasons(
    date_missing="field: a day or moment of the plan that is empty or no date",
    cost_unreadable="question, option, cost: a cost that is no sum of yuan and fen",
    limit_unreadable="question, limit: a limit on choices that is no whole number",
    scope_without_places="a scope of chosen buildings with none chosen",
    unit_unreadable="line: a line that names no unit",
)

Known = TypeVar("Known", bound=StrEnum)
_MOMENTS = ("notice_on", "opens_at", "closes_at")
_FAR = datetime(9999, 1, 1)  # noqa: DTZ001  (stands in for a missing moment until the fault is said)


def form_of(view: ConsultationView, zone: tzinfo, kept: Kept) -> DraftFields:
    """A kept draft as its form."""
    return DraftFields(
        title_zh=view.title.get("zh", ""),
        title_en=view.title.get("en", ""),
        intro_zh=view.intro.get("zh", ""),
        intro_en=view.intro.get("en", ""),
        plain_zh=view.intro.get(SIMPLE["zh"], ""),
        plain_en=view.intro.get(SIMPLE["en"], ""),
        matter=view.preparation.matter,
        window_clause=view.preparation.window_clause,
        kind=view.kind.value,
        rule=view.rule.key,
        basis=view.basis.value,
        secrecy=view.secrecy.value,
        scope="members" if view.members else "places" if view.scope else "all",
        places=tuple(place_value(place) for place in view.scope),
        left_out=_lines_of(view.left_out),
        members=_lines_of(view.members),
        notice_on=view.notice_on.isoformat(),
        opens_at=local_time(view.opens_at, zone),
        closes_at=local_time(view.closes_at, zone),
        channels=tuple(channel.value for channel in view.channels),
        own_rule=rule_fields(view.rule),
        procedure=procedure_fields(kept),
        questions=tuple(question_fields(question) for question in view.questions),
        agreed=agreed_fields(view.agreed),
    )


def place_value(place: Place) -> str:
    """A building or entrance as the value of its box."""
    return f"{quote(place.building, safe='')}/{quote(place.entrance, safe='')}"


def place_of(value: str) -> Place:
    """The building or entrance of a ticked box."""
    building, _, entrance = value.partition("/")
    return Place(unquote(building), unquote(entrance))


def plan_of(typed: DraftFields, zone: tzinfo, kept: Kept) -> Plan:
    """The plan that a form describes; refuses `plan-faults` with everything to be mended."""
    faults: list[Refusal] = [*_form_faults(typed)]
    plan = _plan(typed, zone, kept, faults)
    try:
        check_plan(plan, zone)
    except Refusal as refusal:
        faults += _not_yet_said(refusal.details["faults"], faults, typed)
    if faults:
        raise Refusal("plan-faults", faults=tuple(faults))
    return plan


def _form_faults(typed: DraftFields) -> Iterator[Refusal]:
    for name in _MOMENTS:
        if _moment(getattr(typed, name)) is None:
            yield Refusal("date-missing", field=name, at=name)
    if typed.scope == "places" and not typed.places:
        yield Refusal("scope-without-places")


def _not_yet_said(found: Iterable[Refusal], said: list[Refusal], typed: DraftFields) -> list[Refusal]:
    """Faults beside which nothing stands yet: one that only follows from what cannot be read is not said beside it."""
    is_dated = all(_moment(getattr(typed, name)) for name in _MOMENTS)
    marked = {field_of(fault, typed) for fault in said}
    return [
        fault
        for fault in found
        if field_of(fault, typed) not in marked
        and (is_dated or fault.reason not in ("closes-before-opening", "opens-before-notice"))
    ]


def _plan(typed: DraftFields, zone: tzinfo, kept: Kept, faults: list[Refusal]) -> Plan:
    kind = known(Kind, typed.kind, Kind.BINDING)
    return Plan(
        title=text_of(typed.title_zh, typed.title_en),
        intro=with_plain(text_of(typed.intro_zh, typed.intro_en), typed.plain_zh, typed.plain_en),
        kind=kind,
        rule=typed.rule[:40],
        own_rule=_own_rule(typed, faults),
        basis=known(Basis, typed.basis, Basis.BY_OWNER),
        secrecy=known(Secrecy, typed.secrecy, Secrecy.NAMED).value,
        scope=scope_of(typed),
        left_out=read_doors(typed.left_out, "left_out", faults),
        members=members_of(typed, faults),
        channels=tuple(Channel(value) for value in typed.channels if value in list(Channel)),
        questions=read_questions(typed.questions, faults, is_binding=kind is Kind.BINDING),
        procedure=said_of(typed.procedure, kept, faults),
        agreed=agreed_of(typed.agreed),
        matter=typed.matter[:40],
        window_clause=typed.window_clause,
        **_moments(typed, zone),
    )


def _moments(typed: DraftFields, zone: tzinfo) -> dict[str, Any]:
    notice, opens, closes = (_moment(getattr(typed, name)) or _FAR for name in _MOMENTS)
    return {
        "notice_on": notice.date(),
        "opens_at": typed_moment(opens, zone),
        "closes_at": typed_moment(closes, zone),
    }


def _own_rule(typed: DraftFields, faults: list[Refusal]) -> Rule | None:
    return (rule_of(typed.own_rule, faults) or STAND_IN) if typed.rule == CUSTOM else None


def scope_of(typed: DraftFields) -> tuple[Place, ...]:
    """The places ticked, where the scope is not the whole estate."""
    return tuple(place_of(value) for value in typed.places) if typed.scope == "places" else ()


def members_of(typed: DraftFields, faults: list[Refusal]) -> tuple[Door, ...]:
    """The homes of a meeting's members, where only they are asked."""
    return read_doors(typed.members, "members", faults) if typed.scope == "members" else ()


def _lines_of(doors: Iterable[Door]) -> str:
    return "\n".join("/".join(part for part in door if part) for door in doors)


def read_doors(typed: str, at: str, faults: list[Refusal]) -> tuple[Door, ...]:
    """Units as they are typed line by line, each once; `faults` name the lines that are none."""
    doors: dict[Door, None] = {}
    for line in filter(None, map(str.strip, typed.splitlines())):
        parts = [part.strip() for part in line.replace("／", "/").split("/")]
        if len(parts) not in (2, 3) or not all(parts):
            faults.append(Refusal("unit-unreadable", line=line[:60], at=at))
            continue
        doors[parts[0], parts[1] if parts[2:] else "", parts[-1]] = None
    return tuple(doors)


def known(words: type[Known], value: str, otherwise: Known) -> Known:
    """A word as one of the known few, or the one that stands in for anything else."""
    return words(value) if value in list(words) else otherwise


def _moment(value: str) -> datetime | None:
    """A local day or moment, without its zone."""
    try:
        found = datetime.fromisoformat(value) if "T" in value else _midnight(value)
    except ValueError:
        return None
    return found.replace(tzinfo=None) if 2000 <= found.year < 2200 else None


def _midnight(value: str) -> datetime:
    return datetime.combine(date.fromisoformat(value), datetime.min.time())
