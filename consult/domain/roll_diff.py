"""What a new version of the roll changes against the one in force, unit by unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from consult.domain.electorate import Unit
from consult.domain.electors import place_order

_PLACE = frozenset({"building", "entrance", "room"})
FIELDS = tuple(field.name for field in fields(Unit) if field.name not in _PLACE)
"""What can differ between two states of one unit."""

WEIGHS = frozenset({"area", "owners", "owner_kind", "kind"})
"""The fields that decide who casts a ballot and with what weight; the others (phone, note, source) do not."""


@dataclass(frozen=True, slots=True)
class Change:
    """One unit that stands on both rolls but not alike; `changed` names the fields that differ."""

    before: Unit
    after: Unit
    changed: tuple[str, ...]

    @property
    def touches_the_vote(self) -> bool:
        """Whether the change can move heads or area."""
        return not WEIGHS.isdisjoint(self.changed)


@dataclass(frozen=True, slots=True)
class RollDiff:
    """Units added, removed and changed, each in walking order."""

    added: tuple[Unit, ...] = ()
    removed: tuple[Unit, ...] = ()
    changed: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether both rolls say the same."""
        return not (self.added or self.removed or self.changed)


def roll_diff(before: Iterable[Unit], after: Iterable[Unit]) -> RollDiff:
    """The difference between two rolls; a unit is the same one when building, entrance and room are."""
    old, new = {unit.place: unit for unit in before}, {unit.place: unit for unit in after}
    both = sorted(old.keys() & new.keys(), key=place_order)
    return RollDiff(
        added=tuple(new[place] for place in sorted(new.keys() - old.keys(), key=place_order)),
        removed=tuple(old[place] for place in sorted(old.keys() - new.keys(), key=place_order)),
        changed=tuple(_change(old[place], new[place]) for place in both if not _alike(old[place], new[place])),
    )


def _alike(before: Unit, after: Unit) -> bool:
    return before == after or (not differing(before, after))


def _change(before: Unit, after: Unit) -> Change:
    return Change(before, after, differing(before, after))


def differing(before: Unit, after: Unit) -> tuple[str, ...]:
    """The fields in which two states of a unit differ."""
    return tuple(name for name in FIELDS if _value(before, name) != _value(after, name))


def _value(unit: Unit, name: str) -> object:
    # The order in which co-owners are written does not matter.
    return frozenset(unit.owners) if name == "owners" else getattr(unit, name)
