"""The decision rule: participation and consent, on heads and on area, with exact arithmetic.

Rules are data. Every requirement names a measure, a share, whether the share itself is enough (以上 includes the
number, 民法典 1259; 过半数 is strictly more than half) and what it is a share of. Areas are integers in 0.01 m²;
nothing here ever compares a rounded figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from consult.domain.refusal import Refusal, reasons

reasons(
    impossible_figures="field: which figure of a verdict is negative or larger than what it is a part of",
)


class Measure(StrEnum):
    """The two weights of an elector."""

    HEADS = "heads"
    AREA = "area"


class Of(StrEnum):
    """What a share is a share of."""

    ELECTORATE = "electorate"
    PARTICIPATING = "participating"
    EXPRESSED = "expressed"


class Subject(StrEnum):
    """Whose weight an approval requirement looks at: those who agree, or (for a veto) those who oppose."""

    AGREE = "agree"
    OPPOSE = "oppose"


class Verdict(StrEnum):
    """How a question came out; `FIGURES` where the rule asks for no agreement, so that the figures are the result.

    A rule that asks only for a turnout is `INQUORATE` below it: nothing is ever passed by having come.
    """

    INQUORATE = "inquorate"
    REJECTED = "rejected"
    PASSED = "passed"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Weight:
    """Heads and area (0.01 m²) of some electors together."""

    heads: int = 0
    area: int = 0

    def __add__(self, other: Weight) -> Weight:
        """Put two groups of electors together."""
        return Weight(self.heads + other.heads, self.area + other.area)

    def __sub__(self, other: Weight) -> Weight:
        """Take a part away from a group."""
        return Weight(self.heads - other.heads, self.area - other.area)

    def on(self, measure: Measure) -> int:
        """The weight on one measure."""
        return self.heads if measure is Measure.HEADS else self.area

    def holds(self, part: Weight) -> bool:
        """Whether `part` can be a part of this group."""
        return 0 <= part.heads <= self.heads and 0 <= part.area <= self.area


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition: a share, strict or not, of a denominator, on one measure.

    A floor asks for at least (or more than) the share; a ceiling, as in a veto, allows no more than (or less than) it.
    """

    measure: Measure
    share: Fraction
    of: Of
    strict: bool
    subject: Subject = Subject.AGREE
    is_ceiling: bool = False

    def needed(self, denominator: int) -> int:
        """The number on the edge: the smallest that meets a floor, or the largest that a ceiling allows."""
        exact = self.share * denominator
        if self.is_ceiling:
            # Where nobody is asked nobody opposes, and less than nobody cannot be meant: there is no veto.
            return max(0, exact.__ceil__() - 1) if self.strict else exact.__floor__()
        return exact.__floor__() + 1 if self.strict else exact.__ceil__()

    def is_met(self, numerator: int, denominator: int) -> bool:
        """Whether the numerator keeps to the share; a floor over nothing is never met."""
        if self.is_ceiling:
            return numerator <= self.needed(denominator)
        return denominator > 0 and numerator >= self.needed(denominator)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named, versioned rule with its legal basis, frozen into a consultation when it opens."""

    key: str
    version: int
    participation: tuple[Requirement, ...]
    approval: tuple[Requirement, ...]
    basis: tuple[str, ...]
    allows_proxies: bool = True
    allows_deeming: bool = True

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """All conditions, participation first."""
        return self.participation + self.approval

    @property
    def weighs_area(self) -> bool:
        """Whether any condition is on area, so that every unit needs one."""
        return any(requirement.measure is Measure.AREA for requirement in self.requirements)

    @property
    def decides(self) -> bool:
        """Whether the rule sets any threshold at all."""
        return bool(self.requirements)


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement held against the figures: what was needed, whether it is met, how much is missing.

    `remaining` is the weight, on the same measure, of those who have not taken part; None where nobody says.
    """

    requirement: Requirement
    numerator: int
    denominator: int
    remaining: int | None = None

    @property
    def is_met(self) -> bool:
        """Whether the requirement is met."""
        return self.requirement.is_met(self.numerator, self.denominator)

    @property
    def needed(self) -> int:
        """The number on the edge at this denominator: at least one for a floor, the largest allowed for a ceiling."""
        edge = self.requirement.needed(self.denominator)
        return edge if self.requirement.is_ceiling else max(1, edge)

    @property
    def missing(self) -> int:
        """How much is still missing in the present turnout (or, for a ceiling, too much), in heads or 0.01 m²."""
        return 0 if self.is_met else abs(self.needed - self.numerator)

    @property
    def missing_from_new(self) -> int | None:
        """How much agreement of people who have not taken part yet would meet it; None where none ever could.

        Where the share is of those taking part (or choosing), every newcomer who agrees moves both sides: the
        smallest k with (n + k) ≥ share × (d + k), or > where the share itself is not enough. More than remain to come
        cannot come.
        """
        if self.is_met:
            return 0
        newcomers = self._newcomers()
        if newcomers is not None and self.remaining is not None and newcomers > self.remaining:
            return None
        return newcomers

    def _newcomers(self) -> int | None:
        requirement = self.requirement
        if requirement.of is Of.ELECTORATE and not requirement.is_ceiling:
            return self.missing if self.denominator else None
        gap = requirement.share * self.denominator - self.numerator
        if requirement.is_ceiling:
            return self._diluting(gap)
        rest = 1 - requirement.share
        if rest == 0:
            # Who did not agree breaks unanimity for good; where nobody came, the first to come is everybody.
            return None if gap > 0 or requirement.strict else 1
        exact = gap / rest
        newcomers = exact.__floor__() + 1 if requirement.strict else exact.__ceil__()
        return max(1, newcomers)

    def _diluting(self, gap: Fraction) -> int | None:
        """Newcomers who do not oppose enlarge only the whole, until the opposition is a small enough share of it."""
        requirement = self.requirement
        if requirement.of is Of.ELECTORATE or requirement.share == 0:
            return None
        exact = -gap / requirement.share
        return exact.__floor__() + 1 if requirement.strict else exact.__ceil__()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with its reasons."""

    verdict: Verdict
    participation: tuple[Finding, ...]
    approval: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        """All findings, participation first."""
        return iter(self.participation + self.approval)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one question's count hands to the rule."""

    electorate: Weight
    participating: Weight
    expressed: Weight
    agree: Weight
    oppose: Weight = Weight()

    def of(self, denominator: Of) -> Weight:
        """The group a share is measured against."""
        groups = {
            Of.ELECTORATE: self.electorate,
            Of.PARTICIPATING: self.participating,
            Of.EXPRESSED: self.expressed,
        }
        return groups[denominator]

    def reached(self, requirement: Requirement) -> int:
        """What stands above an approval's fraction bar."""
        group = self.oppose if requirement.subject is Subject.OPPOSE else self.agree
        return group.on(requirement.measure)

    def check(self) -> Figures:
        """Refuse figures that cannot be parts of each other; answers itself."""
        for name, whole, part in (
            ("electorate", self.electorate, Weight()),
            ("participating", self.electorate, self.participating),
            ("expressed", self.participating, self.expressed),
            ("agree", self.expressed, self.agree),
            ("oppose", self.expressed, self.oppose),
        ):
            if not whole.holds(part):
                raise Refusal("impossible-figures", field=name)
        if not self.expressed.holds(self.agree + self.oppose):
            raise Refusal("impossible-figures", field="oppose")
        return self


def judge(rule: Rule, figures: Figures) -> Outcome:
    """Hold a count against a rule. Quorum first: what nobody attended cannot be approved."""

    remaining = figures.electorate - figures.participating

    def find(requirement: Requirement, reached: int) -> Finding:
        measure = requirement.measure
        return Finding(requirement, reached, figures.of(requirement.of).on(measure), remaining.on(measure))

    participation = tuple(find(r, figures.participating.on(r.measure)) for r in rule.participation)
    approval = tuple(find(r, figures.reached(r)) for r in rule.approval)
    return Outcome(_verdict(rule, figures, participation, approval), participation, approval)


def _verdict(
    rule: Rule, figures: Figures, participation: tuple[Finding, ...], approval: tuple[Finding, ...]
) -> Verdict:
    if not rule.decides:
        return Verdict.FIGURES
    if figures.participating.heads == 0 or not all(finding.is_met for finding in participation):
        return Verdict.INQUORATE
    if not approval:
        return Verdict.FIGURES
    return Verdict.PASSED if all(finding.is_met for finding in approval) else Verdict.REJECTED
