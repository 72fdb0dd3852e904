"""The result of a consultation as plain JSON: one object for page, paper, command and package.

Areas are integers in 0.01 m²; shares are strings like "2/3"; times are RFC 3339 in UTC (interfaces §5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consult.domain.consent import Finding, Outcome, Rule, Verdict, Weight
from consult.domain.counting.tally import QuestionTally
from consult.domain.method_json import methods_json
from consult.domain.question import QuestionType
from consult.domain.question_json import to_json
from consult.domain.rules import requirement_json

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Returns:
    """What came back, one ballot a household: counted by channel, or invalid by reason.

    `double` and `late` are refused attempts; they stand apart and are no part of what came back.
    """

    issued: int
    served: int
    returned: Mapping[str, int]
    invalid: Mapping[str, int] = field(default_factory=dict)
    double: int = 0
    late: int = 0

    @property
    def valid(self) -> int:
        """How many ballots count."""
        return sum(self.returned.values())


@dataclass(frozen=True, slots=True)
class BookEnd:
    """Where the book stood when it was counted: its lines, its head and the root over its leaves, in hex."""

    lines: int
    head: str
    root: str


def weight_json(weight: Weight) -> dict[str, int]:
    """Heads and area (0.01 m²)."""
    return {"heads": weight.heads, "area": weight.area}


def finding_json(stage: str, finding: Finding) -> dict[str, Any]:
    """One requirement with its reasons; `stage` is participation or approval."""
    requirement = finding.requirement
    return requirement_json(requirement) | {
        "stage": stage,
        "numerator": finding.numerator,
        "denominator": finding.denominator,
        "needed": finding.needed,
        "met": finding.is_met,
        "missing": finding.missing,
        "missing_from_new": finding.missing_from_new,
    }


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome with every requirement, participation first."""
    requirements = [finding_json("participation", finding) for finding in outcome.participation]
    requirements += [finding_json("approval", finding) for finding in outcome.approval]
    return {"outcome": outcome.verdict.value, "requirements": requirements}


def question_result(counted: QuestionTally, rule: Rule) -> dict[str, Any]:
    """One question's figures and outcome; plans are judged each alone, and all of them are listed."""
    outcomes = counted.outcomes(rule)
    written = {
        "number": counted.question.number,
        "question": to_json(counted.question),
        "participating": weight_json(counted.participating),
        "expressed": weight_json(counted.expressed),
        "void": weight_json(counted.void),
        "counts": {key: weight_json(weight) for key, weight in counted.counts.items()},
        "shown_to": weight_json(counted.shown_to),
        "methods": methods_json(counted),
        "deemed": None,
    }
    if counted.question.type is QuestionType.CONSENT:
        return written | outcome_json(outcomes["agree"])
    plans = {key: outcome_json(outcome) for key, outcome in outcomes.items()}
    return written | _over_plans(outcomes) | {"plans": plans}


def _over_plans(outcomes: Mapping[str, Outcome]) -> dict[str, Any]:
    """The question's own outcome: passed if a plan passed; quorum is the same for every plan."""
    if not outcomes:
        return {"outcome": Verdict.FIGURES.value, "requirements": []}
    verdicts = {outcome.verdict for outcome in outcomes.values()}
    overall = next(v for v in (Verdict.FIGURES, Verdict.INQUORATE, Verdict.PASSED, Verdict.REJECTED) if v in verdicts)
    shared = next(iter(outcomes.values())).participation
    return {
        "outcome": overall.value,
        "requirements": [finding_json("participation", finding) for finding in shared],
    }


def result_json(
    *,
    consultation: Mapping[str, Any],
    rule: Rule,
    electorate: Weight,
    tallies: Sequence[QuestionTally],
    returns: Returns,
    book: BookEnd,
) -> dict[str, Any]:
    """The whole result. `consultation` holds code, title, kind, basis and times as plain JSON."""
    return {
        "format": FORMAT,
        "consultation": dict(consultation),
        "rule": {"key": rule.key, "version": rule.version, "basis": list(rule.basis)},
        "electorate": weight_json(electorate),
        "issued": returns.issued,
        "served": returns.served,
        "returned": {channel: returns.returned.get(channel, 0) for channel in ("web", "paper", "doorstep", "proxy")},
        "valid": returns.valid,
        "invalid": dict(returns.invalid),
        "double": returns.double,
        "late": returns.late,
        "questions": [question_result(counted, rule) for counted in tallies],
        "ledger": {"lines": book.lines, "head": book.head, "root": book.root},
    }
