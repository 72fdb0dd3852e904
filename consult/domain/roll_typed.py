"""A unit as it is typed into a form: shown in the roll's own words, and read by the rules that read a roll file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from consult.domain.electorate import AreaSource, Owner, OwnerKind, Unit, UnitKind
from consult.domain.roll_file.cells import folded
from consult.domain.roll_file.faults import SEVERITIES, Flaw, Severity, flaw
from consult.domain.roll_file.header import Column
from consult.domain.roll_file.owners import LONGEST_NAME
from consult.domain.roll_file.rows import Cells, read_row

_Kind = TypeVar("_Kind", UnitKind, OwnerKind)

PLAIN = (Column.BUILDING, Column.ENTRANCE, Column.ROOM, Column.AREA, Column.PHONE, Column.NOTE)
"""What is typed as one line of text; kinds and the source of the area are chosen, owners are lists."""


@dataclass(frozen=True, slots=True)
class TypedReading:
    """The unit that was typed, None where it cannot be made out; faults and remarks by column."""

    unit: Unit | None
    faults: tuple[tuple[Column | None, Flaw], ...]
    remarks: tuple[tuple[Column | None, Flaw], ...]


def typed_of(unit: Unit) -> dict[str, str]:
    """What stands in the form for a unit; owners are shown beside it."""
    return {
        Column.BUILDING.value: unit.building,
        Column.ENTRANCE.value: unit.entrance,
        Column.ROOM.value: unit.room,
        Column.AREA.value: "" if unit.area is None else f"{unit.area // 100}.{unit.area % 100:02d}",
        Column.PHONE.value: "、".join(unit.phones),
        Column.NOTE.value: unit.note,
        Column.AREA_SOURCE.value: unit.area_source.value if unit.area_source else "",
        Column.KIND.value: unit.kind.value,
        "owner-kind": unit.owner_kind.value,
    }


def read_typed(typed: Mapping[str, str], names: Sequence[str], keys: Sequence[str]) -> TypedReading:
    """Read a form: `names` and `keys` of the owners, line by line; blank lines are passed over."""
    cells: Cells = {column: typed.get(column.value, "") for column in PLAIN}
    kind = _chosen(UnitKind, typed.get(Column.KIND.value, ""), UnitKind.DWELLING)
    read = read_row(cells, kind)
    owners, odd = _owners(names, keys)
    read.say(Column.OWNER, odd)
    if not owners and odd is None:
        read.say(Column.OWNER, flaw("owner-missing"))
    faults = tuple(found for found in read.flaws if SEVERITIES[found[1].key] is Severity.ERROR)
    remarks = tuple(found for found in read.flaws if SEVERITIES[found[1].key] is Severity.WARNING)
    source = typed.get(Column.AREA_SOURCE.value, "")
    unit = read.unit and replace(
        read.unit,
        owners=owners,
        owner_kind=_chosen(OwnerKind, typed.get("owner-kind", ""), OwnerKind.PERSON),
        area_source=AreaSource(source) if source in tuple(AreaSource) else None,
    )
    return TypedReading(None if faults else unit, faults, remarks)


def _owners(names: Sequence[str], keys: Sequence[str]) -> tuple[tuple[Owner, ...], Flaw | None]:
    lines = [(folded(name), folded(key)) for name, key in zip(names, keys, strict=False)]
    if any(len(part) > LONGEST_NAME for line in lines for part in line):
        return (), flaw("value-too-long", limit=str(LONGEST_NAME))
    return tuple(dict.fromkeys(Owner(name, key) for name, key in lines if name)), None


def _chosen(kinds: type[_Kind], given: str, usual: _Kind) -> _Kind:
    return kinds(given) if given in tuple(kinds) else usual
