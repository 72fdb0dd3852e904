"""The result of a consultation as plain JSON: one object for page, paper, command and package.

Areas are integers in 0.01 m²; shares are strings like "2/3"; times are RFC 3339 in UTC (interfaces §5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from consult.domain.consent import Finding, Outcome, Rule, Verdict, Weight
from consult.domain.counting.book_count import BookCount
from consult.domain.counting.rows import Row
from consult.domain.counting.tally import QuestionTally
from consult.domain.deeming import Joined, all_joined, furthest, outcomes_with
from consult.domain.judging import figures_under, outcomes_under, taking_part
from consult.domain.method_json import methods_json
from consult.domain.procedure import Procedure, procedure_json
from consult.domain.question import AGREE, QuestionType
from consult.domain.question_json import to_json
from consult.domain.rules import requirement_from_json, requirement_json
from consult.domain.tenants import tenants_json

FORMAT = 2
"""1 called a turnout that was reached "passed", and counted on more newcomers than there were people left."""
USUALLY = Procedure()
NOTHING = Weight()
AMENDED = ("annulled", "corrected", "replaced")
"""What can have happened to a ballot after it was recorded."""


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
        "remaining": finding.remaining,
    }


def finding_from_json(kept: Mapping[str, Any]) -> Finding:
    """The finding that a result keeps; one of format 1 does not say who had not taken part."""
    return Finding(requirement_from_json(kept), kept["numerator"], kept["denominator"], kept.get("remaining"))


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome with every requirement, participation first."""
    requirements = [finding_json("participation", finding) for finding in outcome.participation]
    requirements += [finding_json("approval", finding) for finding in outcome.approval]
    return {"outcome": outcome.verdict.value, "requirements": requirements}


def question_result(
    counted: QuestionTally,
    rule: Rule,
    procedure: Procedure = USUALLY,
    invalid: Weight = NOTHING,
    silent: Weight = NOTHING,
) -> dict[str, Any]:
    """One question's figures and outcome; plans are judged each alone, and all of them are listed.

    `invalid` are the electors of whom only an invalid paper came back, `silent` those served of whom nothing did.
    """
    outcomes = outcomes_under(rule, procedure, counted, invalid)
    written = {
        "number": counted.question.number,
        "question": to_json(counted.question),
        "participating": weight_json(taking_part(procedure, counted, invalid)),
        "expressed": weight_json(counted.expressed),
        "blank": weight_json(counted.blank),
        "void": weight_json(counted.void),
        "counts": _counts_json(counted.counts),
        "shown_to": weight_json(counted.shown_to),
        "methods": methods_json(counted),
    }
    beside = all_joined(procedure, counted, invalid=invalid, silent=silent)
    if counted.question.type is QuestionType.CONSENT:
        with_silent = deeming_json(beside.get(AGREE)) | {"with_deemed": _with_deemed(rule, beside)}
        return written | outcome_json(outcomes[AGREE]) | with_silent
    rows = {
        key: row_json(row, figures_under(procedure, counted, key, invalid).participating)
        for key, row in counted.rows.items()
    }
    plans = {key: outcome_json(outcome) | rows.get(key, {}) for key, outcome in outcomes.items()}
    over = _over_plans(outcomes, have_rows=bool(rows))
    return written | over | {"plans": plans} | _beside_plans(rule, plans, beside, have_rows=bool(rows))


def deeming_json(one: Joined | None) -> dict[str, Any]:
    """Who joined one answer's figures, by side: the served and silent, and the followers; or why nobody did."""
    if one is None:
        return {"deemed": None, "followed": None, "deemed_refused": None}
    return {
        "deemed": None if one.deemed is None else _counts_json(one.deemed),
        "followed": None if one.followed is None else _counts_json(one.followed),
        "deemed_refused": one.refused,
    }


def _with_deemed(rule: Rule, beside: Mapping[str, Joined]) -> dict[str, Any] | None:
    """The second outcome, with everybody who joined; none where nobody did."""
    if not any(one.has_joined for one in beside.values()):
        return None
    return outcome_json(outcomes_with(rule, beside)[AGREE])


def _beside_plans(
    rule: Rule, plans: dict[str, dict[str, Any]], beside: Mapping[str, Joined], *, have_rows: bool
) -> dict[str, Any]:
    """What silence makes of a question with plans; where each has a row, who joined it is noted in the plan itself."""
    everywhere = deeming_json(None if have_rows else next(iter(beside.values()), None))
    if have_rows:
        for key, plan in plans.items():
            row = deeming_json(beside.get(key))
            plan |= {"deemed": row["deemed"], "deemed_refused": row["deemed_refused"]}
    if not any(one.has_joined for one in beside.values()):
        return everywhere | {"with_deemed": None}
    outcomes = outcomes_with(rule, beside)
    each = {key: outcome_json(outcome) for key, outcome in outcomes.items()}
    return everywhere | {"with_deemed": _over_plans(outcomes, have_rows=have_rows) | {"plans": each}}


def row_json(row: Row, participating: Weight) -> dict[str, Any]:
    """What was said to one plan that has a row of its own; `participating` as the procedure reads blanks and voids."""
    return {
        "counts": _counts_json(row.counts),
        "participating": weight_json(participating),
        "expressed": weight_json(row.expressed),
        "void": weight_json(row.void),
    }


def _counts_json(counts: Mapping[str, Weight]) -> dict[str, Any]:
    return {key: weight_json(weight) for key, weight in counts.items()}


def _over_plans(outcomes: Mapping[str, Outcome], *, have_rows: bool) -> dict[str, Any]:
    """The question's own outcome: passed if a plan passed, else the furthest that any came.

    The quorum is the same for every plan and stands above them; with rows each plan has its own, and carries it.
    """
    if not outcomes:
        return {"outcome": Verdict.FIGURES.value, "requirements": []}
    shared = () if have_rows else next(iter(outcomes.values())).participation
    return {
        "outcome": furthest(outcomes).value,
        "requirements": [finding_json("participation", finding) for finding in shared],
    }


def _sheets_json(count: BookCount) -> dict[str, Any]:
    """How many sheets were entered, how many nobody confirmed, and how they were reconciled, if they were."""
    sheets: dict[str, Any] = {"entered": count.sheets, "unconfirmed": count.unconfirmed}
    if count.reconciled is not None:
        figures = {key: value for key, value in count.reconciled.items() if isinstance(value, int)}
        sheets["reconciled"] = figures | {"explained": count.reconciled["explanation"] is not None}
    return sheets


def result_json(
    *,
    consultation: Mapping[str, Any],
    rule: Rule,
    procedure: Procedure,
    electorate: Weight,
    count: BookCount,
    returns: Returns,
    book: BookEnd,
) -> dict[str, Any]:
    """The whole result. `consultation` holds code, title, kind, basis and times as plain JSON."""
    twice = {"sheets": _sheets_json(count)} if procedure.paper_twice else {}
    return {
        "format": FORMAT,
        "consultation": dict(consultation),
        "rule": {"key": rule.key, "version": rule.version, "basis": list(rule.basis)},
        "procedure": procedure_json(procedure),
        "electorate": weight_json(electorate),
        "issued": returns.issued,
        "served": returns.served,
        "returned": {channel: returns.returned.get(channel, 0) for channel in ("web", "paper", "doorstep", "proxy")},
        "valid": returns.valid,
        "invalid": dict(returns.invalid),
        **twice,
        "invalid_weight": weight_json(count.invalid_weight),
        "double": returns.double,
        "neither": count.neither,
        "late": returns.late,
        "amended": {kind: count.amended.get(kind, 0) for kind in AMENDED},
        "questions": [
            question_result(one, rule, procedure, count.invalid_weight, count.silent) for one in count.tallies
        ],
        "tenants": tenants_json(procedure, count),
        "ledger": {"lines": book.lines, "head": book.head, "root": book.root},
    }
