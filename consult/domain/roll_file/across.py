"""What shows only when rows are seen together: one room twice, lost zeros, names that may be one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from consult.domain.electorate import Owner, OwnerKind, Unit, UnitKind
from consult.domain.roll_file.faults import Fault, Flaw, flaw
from consult.domain.roll_file.header import Column

_KEY_DIGITS = 4
_ROWS_NAMED = 8


@dataclass(slots=True)
class PlacedUnit:
    """A unit and where it stands: sheet, row from 1, columns of that sheet; `aside` holds unknown columns."""

    sheet: str
    row: int
    columns: Mapping[Column, int]
    unit: Unit
    aside: tuple[tuple[str, str], ...] = ()

    def fault(self, column: Column, what: Flaw) -> Fault:
        """The flaw as a fault of this row."""
        return Fault(self.sheet, self.row, self.columns.get(column), what.key, what.details)


def faults_across(placed: Sequence[PlacedUnit]) -> Iterator[Fault]:
    """Every fault that needs more than one row to be seen."""
    yield from rooms_twice(placed)
    yield from room_zeros_lost(placed)
    yield from key_zeros_lost(placed)
    yield from one_key_several_names(placed)
    yield from several_developers(placed)
    yield from same_names_without_key(placed)


def rooms_twice(placed: Sequence[PlacedUnit]) -> Iterator[Fault]:
    """Two rows for one room: said at each row after the first, naming the first."""
    first: dict[tuple[str, str, str], PlacedUnit] = {}
    for here in placed:
        earlier = first.setdefault(here.unit.place, here)
        if earlier is not here:
            yield here.fault(
                Column.ROOM,
                flaw("room-twice", sheet=earlier.sheet, row=str(earlier.row)),
            )


def room_zeros_lost(placed: Sequence[PlacedUnit]) -> Iterator[Fault]:
    """A room such as 101 where the roll otherwise writes 0101: perhaps a spreadsheet took its zero."""
    longest: dict[UnitKind, int] = defaultdict(int)
    for here in placed:
        room = here.unit.room
        if room[0] == "0" and room.isdigit():
            longest[here.unit.kind] = max(longest[here.unit.kind], len(room))
    if not longest:
        return
    for here in placed:
        room, digits = here.unit.room, longest[here.unit.kind]
        if len(room) < digits and room.isdigit():
            yield here.fault(
                Column.ROOM,
                flaw("room-zeros-lost", given=room, perhaps=room.zfill(digits)),
            )


def key_zeros_lost(placed: Sequence[PlacedUnit]) -> Iterator[Fault]:
    """A key of one to three digits where keys are the last four of an identity number."""
    keys = [owner.key for here in placed for owner in here.unit.owners if owner.key]
    fours = sum(len(key) == _KEY_DIGITS for key in keys)
    if fours * 2 <= len(keys):
        return
    for here in placed:
        short = next(
            (o.key for o in here.unit.owners if o.key.isdigit() and len(o.key) < _KEY_DIGITS),
            None,
        )
        if short:
            told = flaw("key-zeros-lost", given=short, perhaps=short.zfill(_KEY_DIGITS))
            yield here.fault(Column.OWNER_KEY, told)


def one_key_several_names(placed: Sequence[PlacedUnit]) -> Iterator[Fault]:
    """One key beside different single owners: a slip of the keyboard, or keys too short to tell apart."""
    holders: dict[str, dict[str, PlacedUnit]] = defaultdict(dict)
    for here in placed:
        if len(here.unit.owners) == 1 and (owner := here.unit.owners[0]).key:
            holders[owner.key].setdefault(owner.name, here)
    for key, names in holders.items():
        # Four digits repeat by chance in any large estate; a longer key should not.
        if len(names) > 1 and len(key) > _KEY_DIGITS:
            told = flaw(
                "one-key-several-names",
                given=key,
                names="、".join(list(names)[:_ROWS_NAMED]),
            )
            yield from (here.fault(Column.OWNER_KEY, told) for here in names.values())


def several_developers(placed: Sequence[PlacedUnit]) -> Iterator[Fault]:
    """Unsold units under two developers' names are two heads: perhaps one name is written in two ways."""
    names: dict[str, PlacedUnit] = {}
    for here in placed:
        if here.unit.owner_kind is OwnerKind.DEVELOPER and here.unit.owners:
            names.setdefault("、".join(owner.name for owner in here.unit.owners), here)
    if len(names) > 1:
        told = flaw("several-developers", names="; ".join(list(names)[:_ROWS_NAMED]))
        yield from (here.fault(Column.OWNER, told) for here in names.values())


def same_names_without_key(placed: Sequence[PlacedUnit]) -> Iterator[Fault]:
    """One name in several rooms and a row without a key: one owner or two is for the committee to say."""
    rows: dict[str, list[tuple[PlacedUnit, Owner]]] = defaultdict(list)
    for here in placed:
        if here.unit.owner_kind is OwnerKind.PERSON:
            for owner in here.unit.owners:
                rows[owner.name].append((here, owner))
    for name, found in rows.items():
        if len(found) > 1 and not all(owner.key for _, owner in found):
            yield from _same_name(name, [here for here, _ in found])


def _same_name(name: str, found: list[PlacedUnit]) -> Iterator[Fault]:
    rows = _rows_named(found)
    told = flaw("same-name-without-key", name=name, n=str(len(found)), rows=rows)
    yield from (here.fault(Column.OWNER, told) for here in found)


def _rows_named(found: Iterable[PlacedUnit]) -> str:
    places = [f"{here.sheet} {here.row}" for here in found]
    return ", ".join(places[:_ROWS_NAMED]) + ("…" if len(places) > _ROWS_NAMED else "")
