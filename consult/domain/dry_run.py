"""A dry run (预演): if people took part as they did last time, what would come of it, and how many doors are missing.

Expected figures are exact fractions of this electorate: each building takes part by the share it had last time, a
building without a share of its own by that of the whole. Last time's shares come through the small-group rules, so
that nothing here tells what a handful of households did.

A door is one elector. Who of a building was silent is not looked at, therefore how many doors an area needs is said
twice, with the real areas: the fewest that could do (the largest homes answer), and how many always do (the smallest
homes answer). Average areas would promise too much to the one and too little to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from consult.domain.consent import Finding, Measure, Of, Requirement, Rule, Subject, Weight
from consult.domain.privacy import Cell, Published
from consult.domain.refusal import Refusal, reasons

reasons(
    dry_run_too_late="code: a consultation that is over has a result, and nothing to rehearse",
    no_earlier_turnout="a dry run where no earlier consultation has closed, or only one of fewer than five electors",
)


@dataclass(frozen=True, slots=True)
class Building:
    """One building of the consultation to come, with the area of each of its electors (0.01 m²)."""

    name: str
    areas: tuple[int, ...]

    @property
    def electorate(self) -> Weight:
        """All its electors."""
        return Weight(len(self.areas), sum(self.areas))


@dataclass(frozen=True, slots=True)
class Expected:
    """What a building would bring: exact heads and area (0.01 m²); `is_known` where it took part last time itself."""

    building: Building
    heads: Fraction
    area: Fraction
    is_known: bool

    @property
    def silent_doors(self) -> int:
        """How many electors would not have answered; half a head expected is a door to knock at."""
        return len(self.building.areas) - self.heads.__floor__()

    def on(self, measure: Measure) -> Fraction:
        """What is expected on one measure."""
        return self.heads if measure is Measure.HEADS else self.area

    def silent(self, measure: Measure) -> Fraction:
        """What would still be silent on one measure."""
        return self.building.electorate.on(measure) - self.on(measure)


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement held against what is expected, and the doors that are missing to it; `stage` is participation
    or approval.

    `fewest` doors could do it and `surest` always do; both are None where not even everyone would be enough.
    `buildings` are as few as can bring it if all their silent doors answer, those with most to bring first.
    """

    finding: Finding
    stage: str
    fewest: int | None
    surest: int | None
    buildings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """Everything a dry run finds. `agreeing` are the shares of those taking part, at the expected turnout."""

    expected: tuple[Expected, ...]
    needs: tuple[Need, ...]
    agreeing: tuple[tuple[Requirement, int], ...]

    @property
    def electorate(self) -> Weight:
        """The whole electorate of the consultation to come."""
        return sum((one.building.electorate for one in self.expected), Weight())

    @property
    def turnout(self) -> Weight:
        """Who can be counted on in all: whole heads and whole 0.01 m², rounded down once at the end."""
        return _turnout(self.expected)

    @property
    def is_quorate(self) -> bool:
        """Whether the expected turnout meets every requirement that hangs on it."""
        return all(need.finding.is_met for need in self.needs)

    @property
    def fewest(self) -> int | None:
        """The fewest doors that could meet all requirements at once: a door counts for heads and area alike."""
        return _most(need.fewest for need in self.needs)

    @property
    def surest(self) -> int | None:
        """So many doors always meet all requirements."""
        return _most(need.surest for need in self.needs)


def _most(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    if None in known:
        return None
    return max((count for count in known if count is not None), default=0)


def dry_run(rule: Rule, last: Published, ahead: Sequence[Building]) -> DryRun:
    """What would come of it if this electorate took part as the last one did; refuses `no-earlier-turnout`."""
    if not last.cells:
        raise Refusal("no-earlier-turnout")
    whole = _together(last.cells)
    shares = {name: cell for cell in last.cells for name in cell.names}
    expected = tuple(_expected(building, shares.get(building.name), whole) for building in ahead)
    turnout = _turnout(expected)
    return DryRun(
        expected,
        tuple(_need(requirement, stage, expected) for requirement, stage in _needing_people(rule)),
        tuple((r, turnout.on(r.measure)) for r in rule.approval if r.of is not Of.ELECTORATE),
    )


def _together(cells: Sequence[Cell]) -> Cell:
    first, *others = cells
    return sum(others, first)


def _expected(building: Building, own: Cell | None, whole: Cell) -> Expected:
    cell = own or whole
    heads = Fraction(cell.returned.heads, cell.electorate.heads)
    # A roll without areas has no share of area; heads are the best that is known.
    area = Fraction(cell.returned.area, cell.electorate.area) if cell.electorate.area else heads
    size = building.electorate
    return Expected(building, heads * size.heads, area * size.area, own is not None)


def _needing_people(rule: Rule) -> Iterator[tuple[Requirement, str]]:
    """What hangs on turnout: participation, and consent counted from all electors, which needs as many to take part."""
    for requirement in rule.participation:
        yield requirement, "participation"
    for requirement in rule.approval:
        if requirement.of is Of.ELECTORATE and requirement.subject is Subject.AGREE:
            yield requirement, "approval"


def _turnout(expected: Sequence[Expected]) -> Weight:
    return Weight(_floor(expected, Measure.HEADS), _floor(expected, Measure.AREA))


def _floor(expected: Sequence[Expected], measure: Measure) -> int:
    return sum((one.on(measure) for one in expected), Fraction()).__floor__()


def _need(requirement: Requirement, stage: str, expected: Sequence[Expected]) -> Need:
    measure = requirement.measure
    whole = sum(one.building.electorate.on(measure) for one in expected)
    finding = Finding(requirement, _floor(expected, measure), whole)
    if finding.is_met:
        return Need(finding, stage, 0, 0, ())
    buildings = _buildings(expected, measure, finding.needed)
    if finding.needed > whole:
        return Need(finding, stage, None, None, buildings)
    if measure is Measure.HEADS:
        return Need(finding, stage, finding.missing, finding.missing, buildings)
    return Need(finding, stage, *_doors(expected, finding.missing), buildings)


def _doors(expected: Sequence[Expected], missing: int) -> tuple[int, int]:
    """How many doors bring an area: if the largest homes answer, and if the smallest do."""
    silent = sum(len(one.building.areas) for one in expected) - _floor(expected, Measure.HEADS)
    largest = _among(expected, largest_first=True)
    smallest = _among(expected, largest_first=False)
    # Once every silent door has answered everyone has taken part, and nothing can be missing any more.
    return min(_reaching(largest, missing), silent), min(_reaching(smallest, missing), silent)


def _among(expected: Sequence[Expected], *, largest_first: bool) -> list[int]:
    """The areas that could be behind the silent doors: of each building no more than it has of them."""
    areas: list[int] = []
    for one in expected:
        areas += sorted(one.building.areas, reverse=largest_first)[: one.silent_doors]
    return sorted(areas, reverse=largest_first)


def _reaching(areas: Sequence[int], missing: int) -> int:
    """After how many of these areas the sum is there; one more than there are where it never is."""
    reached = (count for count, total in enumerate(accumulate(areas), start=1) if total >= missing)
    return next(reached, len(areas) + 1)


def _buildings(expected: Sequence[Expected], measure: Measure, needed: int) -> tuple[str, ...]:
    """As few buildings as can bring what is missing: for one measure, the most silent first is the fewest."""
    missing = needed - sum((one.on(measure) for one in expected), Fraction())
    chosen: list[str] = []
    for one in sorted(expected, key=lambda e: (-e.silent(measure), e.building.name)):
        if missing <= 0 or not one.silent(measure):
            break
        chosen.append(one.building.name)
        missing -= one.silent(measure)
    return tuple(chosen)
