"""From the form to a plan: every fault that a person can mend is said at once, each beside its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from consult.domain.consent import Rule
from consult.domain.consultation import Channel, Kind, Plan, check_plan
from consult.domain.electorate import Basis
from consult.domain.question import Condition, Option, Question, QuestionType, Text
from consult.domain.refusal import Refusal, reasons
from consult.web.console.draft_form import DraftFields, QuestionFields, place_of

reasons(
    date_missing="field: a day or moment of the plan that is empty or no date",
    cost_unreadable="question, option, cost: a cost that is no sum of yuan and fen",
    limit_unreadable="question, limit: a limit on choices that is no whole number",
    scope_without_places="a scope of chosen buildings with none chosen",
)

Known = TypeVar("Known", bound=StrEnum)
LARGEST_COST = 10**13
_FAR = datetime(9999, 1, 1)  # noqa: DTZ001  (stands in for a missing moment until the fault is said)


def plan_of(fields: DraftFields, zone: tzinfo, *, chose_places: bool, own_rule: Rule | None = None) -> Plan:
    """The plan that a form describes; refuses `plan-faults` with everything to be mended.

    `own_rule` is the committee's own, where the draft already has one: the form can keep it, not change it.
    """
    faults: list[Refusal] = [*_form_faults(fields, chose_places)]
    plan = replace(_plan(fields, zone, faults), own_rule=own_rule)
    try:
        check_plan(plan)
    except Refusal as refusal:
        faults += refusal.details["faults"]
    if faults:
        raise Refusal("plan-faults", faults=tuple(_once(faults, fields)))
    return plan


def _form_faults(fields: DraftFields, chose_places: bool) -> Iterator[Refusal]:
    for name in ("notice_on", "opens_at", "closes_at"):
        if _moment(getattr(fields, name)) is None:
            yield Refusal("date-missing", field=name)
    if chose_places and not fields.places:
        yield Refusal("scope-without-places")


def _once(faults: list[Refusal], fields: DraftFields) -> Iterator[Refusal]:
    """Faults that only follow from a missing date are not said beside it."""
    is_dated = all(_moment(getattr(fields, name)) for name in ("notice_on", "opens_at", "closes_at"))
    for fault in faults:
        if is_dated or fault.reason not in ("closes-before-opening", "opens-before-notice"):
            yield fault


def _plan(fields: DraftFields, zone: tzinfo, faults: list[Refusal]) -> Plan:
    kind = _known(Kind, fields.kind, Kind.BINDING)
    return Plan(
        title=_text(fields.title_zh, fields.title_en),
        intro=_text(fields.intro_zh, fields.intro_en),
        kind=kind,
        rule=fields.rule[:40],
        basis=_known(Basis, fields.basis, Basis.BY_OWNER),
        scope=tuple(place_of(value) for value in fields.places),
        notice_on=(_moment(fields.notice_on) or _FAR).date(),
        opens_at=(_moment(fields.opens_at) or _FAR).replace(tzinfo=zone),
        closes_at=(_moment(fields.closes_at) or _FAR).replace(tzinfo=zone),
        channels=tuple(Channel(value) for value in fields.channels if value in list(Channel)),
        questions=tuple(
            _question(number, question, kind, faults) for number, question in enumerate(fields.questions, start=1)
        ),
    )


def _known(known: type[Known], value: str, otherwise: Known) -> Known:
    return known(value) if value in list(known) else otherwise


def _text(zh: str, en: str) -> Text:
    return {language: words for language, words in (("zh", zh), ("en", en)) if words}


def _moment(value: str) -> datetime | None:
    """A local day or moment, without its zone."""
    try:
        found = datetime.fromisoformat(value) if "T" in value else _midnight(value)
    except ValueError:
        return None
    return found.replace(tzinfo=None) if 2000 <= found.year < 2200 else None


def _midnight(value: str) -> datetime:
    return datetime.combine(date.fromisoformat(value), datetime.min.time())


def _question(number: int, fields: QuestionFields, kind: Kind, faults: list[Refusal]) -> Question:
    kind_of_answer = _known(QuestionType, fields.type, QuestionType.CONSENT)
    has_options = kind_of_answer in (QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME)
    return Question(
        number=number,
        type=kind_of_answer,
        title=_text(fields.title_zh, fields.title_en),
        body=_text(fields.body_zh, fields.body_en),
        options=tuple(_options(number, fields, faults)) if has_options else (),
        most=_limit(number, fields, faults) if kind_of_answer is QuestionType.CHOOSE_SOME else None,
        show_if=_condition(fields.show_if),
        can_refuse=kind is Kind.BINDING and has_options,
    )


def _options(question: int, fields: QuestionFields, faults: list[Refusal]) -> Iterator[Option]:
    # Rows left wholly empty are not options; the keys of the others count on without gaps.
    filled = [option for option in fields.options if option.label_zh or option.label_en or option.cost]
    for number, option in enumerate(filled, start=1):
        cost = None
        if option.cost:
            cost = _cents(option.cost)
            if cost is None:
                faults.append(Refusal("cost-unreadable", question=question, option=number, cost=option.cost[:40]))
        yield Option(
            str(number),
            _text(option.label_zh, option.label_en),
            _text(option.note_zh, option.note_en),
            cost,
        )


def _cents(typed: str) -> int | None:
    """A sum in 0.01 yuan: 38000, 38,000.00, ¥38000 or 38000元; None when it is no such sum."""
    plain = typed.translate({ord(mark): None for mark in ",，¥￥元 "})
    try:
        cents = Decimal(plain) * 100
    except InvalidOperation:
        return None
    is_sum = cents.is_finite() and 0 <= cents < LARGEST_COST and cents == int(cents)
    return int(cents) if is_sum else None


def _limit(question: int, fields: QuestionFields, faults: list[Refusal]) -> int | None:
    if not fields.most:
        return None
    if fields.most.isascii() and fields.most.isdigit() and len(fields.most) < 4:
        return int(fields.most)
    faults.append(Refusal("limit-unreadable", question=question, limit=fields.most[:40]))
    return None


def _condition(value: str) -> Condition | None:
    asked, _, answer = value.partition(":")
    return Condition(int(asked), answer) if asked.isascii() and asked.isdigit() and answer else None


def field_of(fault: Refusal, fields: DraftFields) -> str:
    """The id of the form's field that a fault is about."""
    question = fault.details.get("question")
    if question is not None:
        return _question_field(fault, int(question), fields)
    if fault.reason == "date-missing":
        return str(fault.details["field"])
    return _FIELDS.get(fault.reason, "title_zh")


_FIELDS = {
    "title-missing": "title_zh",
    "title-too-long": "title_zh",
    "no-questions": "add-question",
    "closes-before-opening": "closes_at",
    "opens-before-notice": "opens_at",
    "rule-not-for-kind": "rule",
    "unknown-rule": "rule",
    "no-channels": "channel-web",
    "scope-without-places": "scope-places",
    "scope-empty": "scope-places",
}


def _question_field(fault: Refusal, number: int, fields: DraftFields) -> str:
    has_rows = 1 <= number <= len(fields.questions) and bool(fields.questions[number - 1].options)
    match fault.reason:
        case "options-missing" | "option-doubled":
            return f"q{number}o1_label_zh" if has_rows else f"q{number}_type"
        case "cost-unreadable":
            return f"q{number}o{fault.details['option']}_cost"
        case "limit-impossible" | "limit-unreadable":
            return f"q{number}_most"
        case "condition-impossible" | "condition-on-each-plan":
            return f"q{number}_show_if"
    return f"q{number}_title_zh"


def draft_questions(fields: DraftFields) -> list[Question]:
    """The questions as far as they have been written, for lists that depend on them."""
    kind = _known(Kind, fields.kind, Kind.BINDING)
    return [_question(number, question, kind, []) for number, question in enumerate(fields.questions, start=1)]
