"""The roll in force: its units as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.electorate import AreaSource, Owner, OwnerKind, Unit, UnitKind
from consult.domain.refusal import Refusal
from consult.models.roll import Roll, RollUnit


@dataclass(frozen=True, slots=True)
class RollVersion:
    """One imported version of the roll."""

    id: int
    version: int
    imported_at: datetime
    imported_by: str
    file_name: str
    rows: int


def roll_in_force(session: Session, estate_id: int) -> RollVersion:
    """The newest version; refuses `no-roll`."""
    found = session.scalar(select(Roll).where(Roll.estate_id == estate_id).order_by(Roll.version.desc()).limit(1))
    if found is None:
        raise Refusal("no-roll")
    return RollVersion(found.id, found.version, found.imported_at, found.imported_by, found.file_name, found.rows)


def units_of(session: Session, estate_id: int, roll_id: int) -> tuple[Unit, ...]:
    """The units of a roll version, in no particular order."""
    rows = session.scalars(select(RollUnit).where(RollUnit.estate_id == estate_id, RollUnit.roll_id == roll_id))
    return tuple(unit_of(row) for row in rows)


def places_in_force(session: Session, estate_id: int) -> frozenset[tuple[str, str]] | None:
    """Every building with each of its entrances ('' where it has none) in the roll in force; None without a roll."""
    newest = session.scalar(select(func.max(Roll.version)).where(Roll.estate_id == estate_id))
    if newest is None:
        return None
    rows = session.execute(
        select(RollUnit.building, RollUnit.entrance)
        .join(Roll, (Roll.estate_id == RollUnit.estate_id) & (Roll.id == RollUnit.roll_id))
        .where(Roll.estate_id == estate_id, Roll.version == newest)
        .distinct()
    )
    return frozenset((building, entrance) for building, entrance in rows)


def unit_of(row: RollUnit) -> Unit:
    """A row of the roll as a value."""
    return Unit(
        building=row.building,
        room=row.room,
        entrance=row.entrance,
        kind=UnitKind(row.kind),
        area=row.area,
        area_source=AreaSource(row.area_source) if row.area_source else None,
        owners=tuple(Owner(name, key) for name, key in row.owners),
        owner_kind=OwnerKind(row.owner_kind),
        phones=tuple(row.phones),
        note=row.note,
    )
