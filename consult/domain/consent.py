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
from types import MappingProxyType

from consult.domain.refusal import Refusal, reasons

reasons(
    unknown_rule="rule: the key that names no rule; known: the keys there are",
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


class Verdict(StrEnum):
    """How a question came out; `FIGURES` where the rule sets no threshold and the figures are the result."""

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
    """One condition: a share, strict or not, of a denominator, on one measure."""

    measure: Measure
    share: Fraction
    of: Of
    strict: bool

    def needed(self, denominator: int) -> int:
        """The smallest whole number that meets the share of this denominator."""
        exact = self.share * denominator
        return exact.__floor__() + 1 if self.strict else exact.__ceil__()

    def is_met(self, numerator: int, denominator: int) -> bool:
        """Whether the numerator meets the share; a share of nothing is never met."""
        return denominator > 0 and numerator >= self.needed(denominator)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named, versioned rule with its legal basis, frozen into a consultation when it opens."""

    key: str
    version: int
    participation: tuple[Requirement, ...]
    approval: tuple[Requirement, ...]
    basis: tuple[str, ...]

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
    """One requirement held against the figures: what was needed, whether it is met, how much is missing."""

    requirement: Requirement
    numerator: int
    denominator: int

    @property
    def is_met(self) -> bool:
        """Whether the requirement is met."""
        return self.requirement.is_met(self.numerator, self.denominator)

    @property
    def needed(self) -> int:
        """The smallest numerator that would meet it at this denominator (at least one)."""
        return max(1, self.requirement.needed(self.denominator))

    @property
    def missing(self) -> int:
        """How much is still missing, in heads or 0.01 m²; 0 when met."""
        return 0 if self.is_met else self.needed - self.numerator


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

    def of(self, denominator: Of) -> Weight:
        """The group a share is measured against."""
        groups = {
            Of.ELECTORATE: self.electorate,
            Of.PARTICIPATING: self.participating,
            Of.EXPRESSED: self.expressed,
        }
        return groups[denominator]

    def check(self) -> Figures:
        """Refuse figures that cannot be parts of each other; answers itself."""
        for name, whole, part in (
            ("electorate", self.electorate, Weight()),
            ("participating", self.electorate, self.participating),
            ("expressed", self.participating, self.expressed),
            ("agree", self.expressed, self.agree),
        ):
            if not whole.holds(part):
                raise Refusal("impossible-figures", field=name)
        return self


def judge(rule: Rule, figures: Figures) -> Outcome:
    """Hold a count against a rule. Quorum first: what nobody attended cannot be approved."""

    def find(requirement: Requirement, reached: Weight) -> Finding:
        whole = figures.of(requirement.of)
        return Finding(requirement, reached.on(requirement.measure), whole.on(requirement.measure))

    participation = tuple(find(requirement, figures.participating) for requirement in rule.participation)
    approval = tuple(find(requirement, figures.agree) for requirement in rule.approval)
    return Outcome(_verdict(rule, figures, participation, approval), participation, approval)


def _verdict(
    rule: Rule, figures: Figures, participation: tuple[Finding, ...], approval: tuple[Finding, ...]
) -> Verdict:
    if not rule.decides:
        return Verdict.FIGURES
    if figures.participating.heads == 0 or not all(finding.is_met for finding in participation):
        return Verdict.INQUORATE
    return Verdict.PASSED if all(finding.is_met for finding in approval) else Verdict.REJECTED


def _both(share: Fraction, of: Of, *, strict: bool) -> tuple[Requirement, ...]:
    return tuple(Requirement(measure, share, of, strict) for measure in (Measure.AREA, Measure.HEADS))


_TWO_THIRDS_TAKE_PART = _both(Fraction(2, 3), Of.ELECTORATE, strict=False)
_MORE_THAN_HALF_AGREE = _both(Fraction(1, 2), Of.PARTICIPATING, strict=True)
_THREE_QUARTERS_AGREE = _both(Fraction(3, 4), Of.PARTICIPATING, strict=False)


def _heads(share: Fraction, of: Of, *, strict: bool) -> tuple[Requirement, ...]:
    return (Requirement(Measure.HEADS, share, of, strict),)


_ALL = (
    Rule(
        "general",
        1,
        _TWO_THIRDS_TAKE_PART,
        _MORE_THAN_HALF_AGREE,
        ("《中华人民共和国民法典》第二百七十八条", "《上海市住宅物业管理规定》第十八条"),
    ),
    Rule(
        "special",
        1,
        _TWO_THIRDS_TAKE_PART,
        _THREE_QUARTERS_AGREE,
        ("《中华人民共和国民法典》第二百七十八条", "《上海市住宅物业管理规定》第十八条"),
    ),
    Rule(
        "lift",
        1,
        _TWO_THIRDS_TAKE_PART,
        _THREE_QUARTERS_AGREE,
        ("《中华人民共和国民法典》第二百七十八条", "沪建房管联〔2019〕749号"),
    ),
    Rule(
        "unanimous",
        1,
        (),
        _heads(Fraction(1), Of.ELECTORATE, strict=False),
        ("《中华人民共和国民法典》第二百七十九条",),
    ),
    Rule("simple", 1, (), _heads(Fraction(1, 2), Of.EXPRESSED, strict=True), ()),
    Rule("advisory", 1, (), (), ()),
)

RULES = MappingProxyType({rule.key: rule for rule in _ALL})
"""The rules there are, by key (voting rules §2)."""


def rule_named(key: str) -> Rule:
    """The rule of a key; refuses `unknown-rule`."""
    if key not in RULES:
        raise Refusal("unknown-rule", rule=key, known=tuple(RULES))
    return RULES[key]
