"""Owners who may be one: found by name, key and telephone; counted as one head, or kept apart for good.

One owner of several units is one head with the areas added (最高法建筑物区分所有权司法解释 9). A roll that spells
a name in two ways, or gives no key beside it, makes two heads of one; only who looked at the register can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from consult.domain.electorate import Basis, CountingSettings, Owner, OwnerKind, Unit
from consult.domain.electors import groups_of, place_order
from consult.domain.refusal import Refusal, reasons
from consult.domain.roll_edit import UnitEdit
from consult.domain.same_person import folded

reasons(
    merge_of_one="owners to be counted as one, or kept apart, of fewer than two units",
    merge_without_owner="owners to be counted as one where the unit that says who they are names nobody",
)

_SHORT_KEY = 4
"""Keys of four digits repeat by chance in any large estate; a longer one should not."""


class Sign(StrEnum):
    """Why two heads may be one owner."""

    NAME = "name"
    PHONE = "phone"
    KEY = "key"
    DEVELOPER = "developer"


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """Units of several heads that may be one owner's, in walking order; `heads`: as they count now."""

    units: tuple[Unit, ...]
    heads: int
    signs: frozenset[Sign]


def merge_candidates(units: Iterable[Unit], settings: CountingSettings) -> tuple[MergeCandidate, ...]:
    """Owners who may be one, the likeliest first; people whose keys differ are told apart already."""
    groups = groups_of(units, Basis.BY_OWNER, settings)
    found = [*_by_name(groups), *_by_key(groups), *_developers(groups)]
    return tuple(sorted(found, key=lambda one: (one.signs == {Sign.NAME}, place_order(one.units[0].place))))


def _by_name(groups: Sequence[list[Unit]]) -> Iterator[MergeCandidate]:
    for same in _gathered((_names(group), group) for group in groups if not _is_developer(group)):
        if any(_lacks_key(group) for group in same):
            yield _candidate(same, {Sign.NAME})


def _by_key(groups: Sequence[list[Unit]]) -> Iterator[MergeCandidate]:
    for same in _gathered((_long_key(group), group) for group in groups):
        if len({_names(group) for group in same}) > 1:
            yield _candidate(same, {Sign.KEY})


def _developers(groups: Sequence[list[Unit]]) -> Iterator[MergeCandidate]:
    developers = [group for group in groups if _is_developer(group)]
    if len(developers) > 1:
        yield _candidate(developers, {Sign.DEVELOPER})


def _gathered(named: Iterable[tuple[str | frozenset[str], list[Unit]]]) -> Iterator[list[list[Unit]]]:
    found: dict[str | frozenset[str], list[list[Unit]]] = defaultdict(list)
    for mark, group in named:
        if mark:
            found[mark].append(group)
    return (same for same in found.values() if len(same) > 1)


def _candidate(groups: Sequence[list[Unit]], signs: set[Sign]) -> MergeCandidate:
    units = sorted((unit for group in groups for unit in group), key=lambda unit: place_order(unit.place))
    phones = [frozenset(phone for unit in group for phone in unit.phones) for group in groups]
    shared = any(one & other for at, one in enumerate(phones) for other in phones[:at])
    return MergeCandidate(tuple(units), len(groups), frozenset(signs | ({Sign.PHONE} if shared else set())))


def _names(group: Sequence[Unit]) -> frozenset[str]:
    return frozenset(folded(owner.name) for owner in _owners(group))


def _owners(group: Sequence[Unit]) -> tuple[Owner, ...]:
    return next((unit.owners for unit in group if unit.owners), ())


def _lacks_key(group: Sequence[Unit]) -> bool:
    return any(not owner.key for owner in _owners(group))


def _long_key(group: Sequence[Unit]) -> str:
    owners = _owners(group)
    return owners[0].key if len(owners) == 1 and len(owners[0].key) > _SHORT_KEY else ""


def _is_developer(group: Sequence[Unit]) -> bool:
    return group[0].owner_kind is OwnerKind.DEVELOPER


def merged(chosen: Sequence[Unit], pattern: Unit, keys: Collection[str]) -> list[UnitEdit]:
    """Edits after which these units have one owner: as `pattern` writes them, with a key that ties them together.

    `keys`: those on the roll, so that a made one is new. Refuses `merge-of-one` and `merge-without-owner`.
    """
    _refuse_one(chosen)
    if not pattern.owners:
        raise Refusal("merge-without-owner")
    known = {folded(o.name): o.key for unit in chosen for o in unit.owners if o.key}
    fresh = _new_keys(keys)
    owners = tuple(
        replace(owner, key=owner.key or known.get(folded(owner.name)) or next(fresh)) for owner in pattern.owners
    )
    return [UnitEdit(unit, replace(unit, owners=owners, owner_kind=pattern.owner_kind)) for unit in chosen]


def kept_apart(chosen: Sequence[Unit], keys: Collection[str]) -> list[UnitEdit]:
    """Edits that give everyone without a key one of their own: different people, and nobody needs to ask again.

    Refuses `merge-of-one`.
    """
    _refuse_one(chosen)
    fresh = _new_keys(keys)
    return [
        UnitEdit(unit, replace(unit, owners=tuple(replace(o, key=o.key or next(fresh)) for o in unit.owners)))
        for unit in chosen
    ]


def keys_on(units: Iterable[Unit]) -> frozenset[str]:
    """Every key that the roll uses."""
    return frozenset(owner.key for unit in units for owner in unit.owners)


def _new_keys(taken: Collection[str]) -> Iterator[str]:
    return (key for n in count(1) if (key := f"M{n}") not in taken)


def _refuse_one(chosen: Sequence[Unit]) -> None:
    if len({unit.place for unit in chosen}) < 2:
        raise Refusal("merge-of-one")
