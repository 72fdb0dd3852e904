"""What the buttons of a draft's form do to it: add, take away, move; nothing typed is ever thrown away with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from consult.domain.agreed_answer import MOST as MOST_AGREED
from consult.domain.consultation import Kind
from consult.domain.electorate import Basis
from consult.domain.matter import MATTERS, rule_for
from consult.web.console.draft_fields import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    MOST_REQUIREMENTS,
    AgreedFields,
    DraftFields,
    OptionFields,
    QuestionFields,
)
from consult.web.own_rule import RequirementFields, RuleFields


def edited(typed: DraftFields, deed: str) -> DraftFields:
    """The form after one of its buttons: `add-question`, `remove-question-2`, `up-2`, `remove-option-2-1`, …"""
    return _with_lawful_rule(typed) if deed == "use-rule" else _rows_edited(typed, deed)


def _rows_edited(typed: DraftFields, deed: str) -> DraftFields:
    name, numbers = _parts(deed)
    match name, numbers:
        case "add-question", [] if len(typed.questions) < MOST_QUESTIONS:
            return replace(typed, questions=(*typed.questions, QuestionFields()))
        case "remove-question", [gone]:
            return _rearranged(typed, [n for n in _numbers(typed) if n != gone])
        case "up", [number]:
            return _rearranged(typed, _moved_up(_numbers(typed), number))
        case "add-option", [question]:
            return _change(typed, question, _with_option)
        case "remove-option", [question, gone]:
            return _option_taken(typed, question, gone)
        case (("add-answer" | "remove-answer"), _):
            return replace(typed, agreed=_agreed_edited(typed.agreed, numbers))
        case (("add-participation" | "add-approval" | "remove-participation" | "remove-approval"), _):
            return replace(typed, own_rule=_rule_edited(typed.own_rule, name.split("-")[1], numbers))
    return typed


def _with_lawful_rule(typed: DraftFields) -> DraftFields:
    """The form with the rule that the law asks for its matter; of a residents' meeting with households."""
    matter = MATTERS.get(typed.matter)
    if matter is None:
        return typed
    rule = rule_for(matter, is_binding=typed.kind == Kind.BINDING, in_part=typed.scope == "places")
    basis = Basis.BY_HOUSEHOLD.value if rule == "residents-meeting" else typed.basis
    return replace(typed, rule=rule, basis=basis)


_DEED = re.compile(r"([a-z-]{1,30}?)((?:-[0-9]{1,4})*)")


def _parts(deed: str) -> tuple[str, list[int]]:
    """The name of a deed, and the numbers it ends with."""
    found = _DEED.fullmatch(deed)
    return (found[1], [int(number) for number in found[2].split("-")[1:]]) if found else ("", [])


def _numbers(typed: DraftFields) -> list[int]:
    return list(range(1, len(typed.questions) + 1))


def _moved_up(numbers: list[int], number: int) -> list[int]:
    if number in numbers[1:]:
        at = number - 1
        numbers[at - 1], numbers[at] = numbers[at], numbers[at - 1]
    return numbers


def _rearranged(typed: DraftFields, order: list[int]) -> DraftFields:
    """Questions in a new order; a condition follows its question, and is dropped where that no longer comes earlier."""
    new_number = dict(zip(order, count(1), strict=False))

    def follow(question: QuestionFields, new: int) -> QuestionFields:
        asked, _, answer = question.show_if.partition(":")
        target = new_number.get(int(asked)) if _is_ordinal(asked) else None
        is_kept = target is not None and target < new
        return replace(question, show_if=f"{target}:{answer}" if is_kept else "")

    questions = (follow(typed.questions[old - 1], new) for new, old in enumerate(order, start=1))
    return replace(typed, questions=tuple(questions))


def _is_ordinal(typed: str) -> bool:
    """Whether this is the number of a question or a row; a form may say anything there."""
    return typed.isascii() and typed.isdigit() and len(typed) < 5


def _change(typed: DraftFields, number: int, change: Callable[[QuestionFields], QuestionFields]) -> DraftFields:
    questions = list(typed.questions)
    if 1 <= number <= len(questions):
        questions[number - 1] = change(questions[number - 1])
    return replace(typed, questions=tuple(questions))


def _with_option(question: QuestionFields) -> QuestionFields:
    if len(question.options) >= MOST_OPTIONS:
        return question
    return replace(question, options=(*question.options, OptionFields()))


def _option_taken(typed: DraftFields, question: int, gone: int) -> DraftFields:
    """Without one option; conditions on the later ones follow them, and a condition on the one taken away ends."""
    if not 1 <= question <= len(typed.questions) or not 1 <= gone <= len(typed.questions[question - 1].options):
        return typed

    def follow(other: QuestionFields) -> QuestionFields:
        asked, _, row = other.show_if.partition(":")
        if asked != str(question) or not _is_ordinal(row) or int(row) < gone:
            return other
        return replace(other, show_if="" if int(row) == gone else f"{asked}:{int(row) - 1}")

    without = _change(typed, question, lambda q: _without_option(q, gone))
    return replace(without, questions=tuple(follow(other) for other in without.questions))


def _without_option(question: QuestionFields, number: int) -> QuestionFields:
    return replace(question, options=tuple(o for at, o in enumerate(question.options, start=1) if at != number))


def _agreed_edited(rows: tuple[AgreedFields, ...], gone: list[int]) -> tuple[AgreedFields, ...]:
    """Without the row named, or with an empty one more while there is room."""
    if gone:
        return tuple(row for at, row in enumerate(rows, start=1) if at != gone[0])
    return (*rows, AgreedFields()) if len(rows) < MOST_AGREED else rows


def _rule_edited(rule: RuleFields, kind: str, gone: list[int]) -> RuleFields:
    return _without(rule, kind, gone[0]) if gone else _with_requirement(rule, kind)


def _with_requirement(rule: RuleFields, kind: str) -> RuleFields:
    lines = _lines(rule, kind)
    new = RequirementFields("least" if kind == "participation" else "agree-more")
    return rule if len(lines) >= MOST_REQUIREMENTS else _with_lines(rule, kind, (*lines, new))


def _without(rule: RuleFields, kind: str, gone: int) -> RuleFields:
    return _with_lines(rule, kind, tuple(line for at, line in enumerate(_lines(rule, kind), start=1) if at != gone))


def _lines(rule: RuleFields, kind: str) -> tuple[RequirementFields, ...]:
    return rule.participation if kind == "participation" else rule.approval


def _with_lines(rule: RuleFields, kind: str, lines: tuple[RequirementFields, ...]) -> RuleFields:
    return replace(rule, participation=lines) if kind == "participation" else replace(rule, approval=lines)
