"""What the cast votes on, and when: the plan and the times of a consultation, unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from consult.domain.consultation import Kind, Plan
from consult.domain.question import Option, Question, QuestionType
from consult.domain.rules import rule_named

NOTICE_ON = date(2026, 12, 1)
OPENS_AT = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
"""9:00 in Shanghai."""
MIDWAY = OPENS_AT + timedelta(days=3)
"""A moment at which a consultation of this cast is open."""
CLOSES_AT = datetime(2026, 12, 30, 10, 0, tzinfo=UTC)
"""18:00 in Shanghai."""
AFTER = CLOSES_AT + timedelta(minutes=1)


CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意增设充电桩？", "en": "Shall chargers be added?"})
CHOICE = Question(
    2,
    QuestionType.CHOOSE_ONE,
    {"zh": "车棚顶材质", "en": "Roof of the shed"},
    options=(
        Option("1", {"zh": "彩钢板", "en": "Steel sheet"}, cost=3_800_000),
        Option("2", {"zh": "阳光板", "en": "Polycarbonate"}, cost=4_500_000),
    ),
    can_refuse=True,
)

ADOPTION = MappingProxyType({"number": "2025-4", "on": "2025-09-28"})
"""The owners' resolution by which answers on the web count; tests/domain/test_procedure_guards.py does without."""


def a_plan(*, questions: Sequence[Question] = (CONSENT, CHOICE), rule: str = "general", **changed: Any) -> Plan:
    """A consultation's plan: two questions, general rule, noticed, opened and closed at this cast's times."""
    # One typist, unless a test is about two: most are about what is counted, not about how it was typed in.
    changed["procedure"] = {"paper_twice": False, **changed.get("procedure", {})}
    plan = Plan(
        title={"zh": "车棚改造与充电桩征询", "en": "Shed renewal and chargers"},
        kind=Kind.BINDING if rule_named(rule).decides else Kind.ADVISORY,
        rule=rule,
        notice_on=NOTICE_ON,
        opens_at=OPENS_AT,
        closes_at=CLOSES_AT,
        questions=tuple(questions),
        intro={"zh": "请各位业主表决。", "en": "Please vote."},
    )
    return replace(plan, **changed)
