"""Which field of a draft's form a fault is about: the page says it there, and links to it from the top."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from consult.domain.refusal import Refusal
from consult.web.console.draft_fields import DraftFields, OptionFields, QuestionFields

_FIELDS = MappingProxyType(
    {
        "title-missing": "title_zh",
        "title-too-long": "title_zh",
        "no-questions": "add-question",
        "nothing-to-decide": "q1_type",
        "closes-before-opening": "closes_at",
        "opens-before-notice": "opens_at",
        "rule-not-for-kind": "rule",
        "rule-without-approval": "ra1_share",
        "unknown-rule": "rule",
        "unknown-matter": "matter",
        "no-channels": "channel-web",
        "proxies-not-allowed": "channel-proxy",
        "scope-without-places": "scope-places",
        "scope-empty": "scope-places",
        "left-out-unknown": "left_out",
        "left-out-not-for-rule": "left_out",
        "member-unknown": "members",
        "members-missing": "members",
        "members-not-for-rule": "members",
        "members-beside-scope": "left_out",
        "rule-needs-households": "basis",
        "deeming-not-allowed": "deemed",
        "deeming-without-clause": "clause_zh",
        "follow-not-allowed": "procedure-follow",
        "too-many-agreed-answers": "answers",
        "secrecy-unknown": "secrecy",
        "unnamed-binding": "secrecy",
        "unnamed-rule": "rule",
        "unnamed-channel": "channel-web",
        "unnamed-procedure": "secrecy",
    }
)
_OF_QUESTION = MappingProxyType(
    {
        "limit-impossible": "most",
        "condition-impossible": "show_if",
        "condition-on-each-plan": "show_if",
        "too-many-options": "type",
        "unnamed-question": "type",
        "type-only-advises": "type",
        "method-not-for-type": "method",
        "scale-impossible": "scale_high",
        "budget-missing": "budget",
        "bounds-impossible": "largest",
    }
)
_OF_OPTION = MappingProxyType(
    {"option-doubled": "label_zh", "cost-missing": "cost", "cost-above-budget": "cost", "point-missing": "x"}
)


def field_of(fault: Refusal, typed: DraftFields) -> str:
    """The id of the form's field that a fault is about; faults found while reading the form carry it themselves."""
    if "at" in fault.details:
        return str(fault.details["at"])
    if fault.reason.startswith("agreed-"):
        return _agreed_field(fault, typed)
    number = _question_of(fault)
    if number is None:
        return _FIELDS.get(fault.reason, "title_zh")
    question = typed.questions[number - 1] if 1 <= number <= len(typed.questions) else QuestionFields()
    return _question_field(fault, number, question)


def _agreed_field(fault: Refusal, typed: DraftFields) -> str:
    """The field of an agreed answer; rows left wholly empty are not counted by the rule that found the fault."""
    rows = [(at, row) for at, row in enumerate(typed.agreed, start=1) if not row.is_empty]
    at, row = rows[int(fault.details["number"]) - 1]
    is_asked = bool(row.question_zh or row.question_en)
    is_question = fault.reason == "agreed-question-too-long"
    return f"a{at}_question_zh" if is_question or not is_asked else f"a{at}_answer_zh"


def _question_of(fault: Refusal) -> int | None:
    """The question that a fault names; an overlong title names it in words."""
    if "question" in fault.details:
        return int(fault.details["question"])
    place, _, number = str(fault.details.get("field", "")).partition(" ")
    return int(number) if place == "question" and number.isdigit() else None


def _question_field(fault: Refusal, number: int, question: QuestionFields) -> str:
    if fault.reason == "options-missing":
        return f"q{number}o{_row_without_label(question)}_label_zh" if question.options else f"q{number}_type"
    if name := _OF_OPTION.get(fault.reason):
        row = _row_labelled(question, fault.details.get("label", ""), is_last=fault.reason == "option-doubled")
        return f"q{number}o{row}_{name}"
    return f"q{number}_{_OF_QUESTION.get(fault.reason, 'title_zh')}"


def _row_without_label(question: QuestionFields) -> int:
    unnamed = (at for at, row in enumerate(question.options, start=1) if not row.label_zh and not row.label_en)
    return next(unnamed, len(question.options))


def _row_labelled(question: QuestionFields, label: str | Mapping[str, Any], *, is_last: bool) -> int:
    """The row of a label; of two alike the second is the one too many."""
    known = {label} if isinstance(label, str) else set(label.values())
    rows = [at for at, row in enumerate(question.options, start=1) if known & _labels(row)]
    return (rows[-1] if is_last else rows[0]) if rows else 1


def _labels(row: OptionFields) -> set[str]:
    return {label for label in (row.label_zh, row.label_en) if label}
