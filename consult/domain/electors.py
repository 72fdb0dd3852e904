"""From units to electors: who casts one ballot (民法典 278; 最高法建筑物区分所有权司法解释 8-9).

By owner: all units of one owner are one elector, with the areas added; the co-owners of a unit are one
elector together, identified by the set of them. By household: each dwelling is one elector, whoever owns it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from consult.domain.electorate import Basis, CountingSettings, Owner, OwnerKind, Unit, UnitKind
from consult.domain.walking_order import walking_key

_NAMED_BY_LAW = (OwnerKind.ORGANISATION, OwnerKind.PUBLIC_HOUSING)


@dataclass(frozen=True, slots=True)
class Elector:
    """Who casts one ballot. `place` is that of the first unit in walking order; `area` in 0.01 m²."""

    place: tuple[str, str, str]
    units: tuple[Unit, ...]
    area: int
    owner_kind: OwnerKind
    names: tuple[Owner, ...]
    units_without_area: int = 0

    @property
    def heads(self) -> int:
        """Always 1, however many units and owners (司法解释 9)."""
        return 1

    @property
    def missing_area(self) -> bool:
        """Whether the area is too small because a unit's is not known."""
        return self.units_without_area > 0


def electors_of(units: Iterable[Unit], basis: Basis, settings: CountingSettings) -> tuple[Elector, ...]:
    """The electors of these units, in walking order.

    By owner, units that the settings leave out weigh nothing, and who owns nothing else is no elector. By
    household only dwellings count, whatever the settings say.
    """
    electors = map(_elector, groups_of(units, basis, settings))
    return tuple(sorted(electors, key=lambda elector: place_order(elector.place)))


def groups_of(units: Iterable[Unit], basis: Basis, settings: CountingSettings) -> list[list[Unit]]:
    """The units of each elector, in no particular order: enough to count heads and area."""
    if basis is Basis.BY_HOUSEHOLD:
        return [[unit] for unit in units if unit.kind is UnitKind.DWELLING]
    counts = {kind: settings.counts(kind) for kind in UnitKind}
    counted = [unit for unit in units if counts[unit.kind]]
    return list(_grouped(counted, _identity(counted)))


@lru_cache(maxsize=65_536)
def place_order(place: tuple[str, str, str]) -> tuple[object, ...]:
    """The sorting key of a place in walking order, kept: a roll is sorted once for each way of counting."""
    return walking_key(*place)


def _elector(units: list[Unit]) -> Elector:
    if len(units) > 1:
        units = sorted(units, key=lambda unit: place_order(unit.place))
    first = units[0]
    names = next((unit.owners for unit in units if unit.owners), ())
    unknown = sum(unit.area is None for unit in units)
    area = sum(unit.area or 0 for unit in units)
    return Elector(first.place, tuple(units), area, first.owner_kind, names, unknown)


def _grouped(units: Iterable[Unit], identity: Callable[[Unit], Hashable]) -> Iterable[list[Unit]]:
    groups: dict[Hashable, list[Unit]] = defaultdict(list)
    for unit in units:
        groups[identity(unit)].append(unit)
    return groups.values()


def _identity(units: Iterable[Unit]) -> Callable[[Unit], Hashable]:
    """What makes two units one elector's; units that share it are one head."""
    developers = {_names(unit) for unit in units if unit.owner_kind is OwnerKind.DEVELOPER and unit.owners}
    # With one developer by name, unsold units without a name are that developer's too.
    only_developer = next(iter(developers)) if len(developers) == 1 else frozenset[str]()

    def identity(unit: Unit) -> Hashable:
        if unit.owner_kind is OwnerKind.DEVELOPER:
            return (OwnerKind.DEVELOPER, _names(unit) or only_developer)
        if unit.owner_kind is OwnerKind.PUBLIC_HOUSING and not unit.owners:
            return (OwnerKind.PUBLIC_HOUSING, frozenset[str]())
        return frozenset(unit.owners) if _is_certain(unit) else unit.place

    return identity


def _names(unit: Unit) -> frozenset[str]:
    return frozenset(owner.name for owner in unit.owners)


def _is_certain(unit: Unit) -> bool:
    """Whether the owners are known well enough to say that another unit's owners are the same.

    An organisation's full name belongs to it alone; two people of one name are told apart by their keys only.
    """
    if not unit.owners:
        return False
    return unit.owner_kind in _NAMED_BY_LAW or all(owner.key for owner in unit.owners)
