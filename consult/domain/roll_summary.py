"""What a roll amounts to, and what each choice of counting does to the thresholds, in exact integers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from consult.domain.electorate import Basis, CountingSettings, Unit, UnitKind
from consult.domain.electors import groups_of

SHARES: Mapping[Fraction, bool] = {
    Fraction(2, 3): False,
    Fraction(1, 2): True,
    Fraction(3, 4): False,
}
"""The shares of 民法典 278, and whether more than the share itself is needed (过半数)."""


@dataclass(frozen=True, slots=True)
class Needed:
    """The smallest heads and area (0.01 m²) that meet a share; `is_strict`: more than the share."""

    share: Fraction
    is_strict: bool
    heads: int
    area: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One way of counting: what it makes of the roll, and what each share then asks."""

    basis: Basis
    settings: CountingSettings
    heads: int
    area: int
    units: int
    units_without_area: int
    needed: tuple[Needed, ...]


@dataclass(frozen=True, slots=True)
class RollSummary:
    """Rows read, units by kind, the roll counted as the settings say, and the other ways beside it."""

    rows: int
    units: Mapping[UnitKind, int]
    area: int
    units_without_area: int
    chosen: Choice
    others: tuple[Choice, ...]


def smallest(whole: int, share: Fraction, is_strict: bool) -> int:
    """The smallest whole number that reaches the share of `whole`, or goes beyond it where strict."""
    floor = whole * share.numerator // share.denominator
    reaches = floor * share.denominator == whole * share.numerator and not is_strict
    return floor if reaches else floor + 1


def roll_summary(units: Iterable[Unit], settings: CountingSettings, rows: int | None = None) -> RollSummary:
    """The summary of these units; `rows` is how many rows of a file they came from."""
    held = tuple(units)
    choices = [choice_of(held, basis, other) for basis, other in _ways(held, settings)]
    return RollSummary(
        rows=len(held) if rows is None else rows,
        units=Counter(unit.kind for unit in held),
        area=sum(unit.area or 0 for unit in held),
        units_without_area=sum(unit.area is None for unit in held),
        chosen=choices[0],
        others=tuple(choices[1:]),
    )


def choice_of(units: Iterable[Unit], basis: Basis, settings: CountingSettings) -> Choice:
    """What one way of counting makes of these units."""
    groups = groups_of(units, basis, settings)
    areas = [unit.area for group in groups for unit in group]
    heads, area = len(groups), sum(area for area in areas if area is not None)
    return Choice(
        basis=basis,
        settings=settings,
        heads=heads,
        area=area,
        units=len(areas),
        units_without_area=areas.count(None),
        needed=tuple(
            Needed(share, is_strict, smallest(heads, share, is_strict), smallest(area, share, is_strict))
            for share, is_strict in SHARES.items()
        ),
    )


def _ways(units: tuple[Unit, ...], settings: CountingSettings) -> Iterator[tuple[Basis, CountingSettings]]:
    """The estate's own way first, then each choice turned on its own, where it makes a difference."""
    kinds = {unit.kind for unit in units}
    parking, storage = settings.counts_parking, settings.counts_storage
    yield Basis.BY_OWNER, settings
    if UnitKind.PARKING in kinds:
        yield Basis.BY_OWNER, CountingSettings(counts_parking=not parking, counts_storage=storage)
    if UnitKind.STORAGE in kinds:
        yield Basis.BY_OWNER, CountingSettings(counts_parking=parking, counts_storage=not storage)
    yield Basis.BY_HOUSEHOLD, settings
