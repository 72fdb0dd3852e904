"""Every requirement of every rule below, at and above its edge: one head or 0.01 m² decides, and nothing else moves.

The edges were worked out by hand, for 12 electors with 1 200.00 m²; of the measure that is not asked, there is plenty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from consult.domain.consent import Figures, Measure, Verdict, Weight, judge
from consult.domain.rules import RULES

WHOLE = Weight(12, 1_200_00)
QUORUM = Weight(8, 800_00)
HEADS, AREA = Measure.HEADS, Measure.AREA


@dataclass(frozen=True, slots=True)
class Edge:
    """One requirement's number on the edge (heads or 0.01 m²), when `took_part` did."""

    rule: str
    stage: str
    measure: Measure
    at: int
    took_part: Weight = QUORUM

    def verdict(self, step: int) -> Verdict:
        """The verdict so many steps from the edge."""
        took_part = agree = self.took_part
        if self.stage == "participation":
            took_part = agree = self._moved(took_part, step)
        else:
            agree = self._moved(agree, step)
        figures = Figures(WHOLE, took_part, took_part, agree)
        return judge(RULES[self.rule], figures.check()).verdict

    def _moved(self, weight: Weight, step: int) -> Weight:
        number = self.at + step
        return replace(weight, heads=number) if self.measure is HEADS else replace(weight, area=number)


def by_owners(rule: str, agree: Weight) -> Iterator[Edge]:
    """The four edges of a rule of the Civil Code: two thirds take part, and then so many of 8 with 800.00 m² agree."""
    yield Edge(rule, "participation", HEADS, 8)
    yield Edge(rule, "participation", AREA, 800_00)
    yield Edge(rule, "approval", HEADS, agree.heads)
    yield Edge(rule, "approval", AREA, agree.area)


EDGES = (
    *by_owners("general", Weight(5, 400_01)),
    *by_owners("partial-common", Weight(5, 400_01)),
    *by_owners("special", Weight(6, 600_00)),
    *by_owners("partial-common-special", Weight(6, 600_00)),
    *by_owners("lift", Weight(6, 600_00)),
    Edge("unanimous", "approval", HEADS, 12, took_part=WHOLE),
    Edge("residents-meeting", "participation", HEADS, 7),
    Edge("residents-meeting", "approval", HEADS, 5),
    Edge("committee-meeting", "participation", HEADS, 7),
    Edge("committee-meeting", "approval", HEADS, 7),
    Edge("simple", "approval", HEADS, 5),
)
SHORT = {"participation": Verdict.INQUORATE, "approval": Verdict.REJECTED}


def statement(edge: Edge) -> str:
    number = f"{edge.at} heads" if edge.measure is HEADS else f"{edge.at / 100:.2f} m²"
    return f"{edge.rule}: {edge.stage} of {number}"


@pytest.mark.parametrize("edge", EDGES, ids=statement)
def test_one_step_decides(edge: Edge) -> None:
    assert edge.verdict(-1) is SHORT[edge.stage]
    assert edge.verdict(0) is Verdict.PASSED


@pytest.mark.parametrize("edge", [edge for edge in EDGES if edge.at < WHOLE.on(edge.measure)], ids=statement)
def test_more_than_enough_is_enough(edge: Edge) -> None:
    assert edge.verdict(1) is Verdict.PASSED


def test_no_requirement_of_any_rule_is_left_out() -> None:
    stages = {
        (key, stage, requirement.measure)
        for key, rule in RULES.items()
        for stage, asked in (("participation", rule.participation), ("approval", rule.approval))
        for requirement in asked
    }
    assert {(edge.rule, edge.stage, edge.measure) for edge in EDGES} == stages
    assert len(EDGES) == sum(len(rule.requirements) for rule in RULES.values())
