"""Deed: import a roll, all of it or nothing; it becomes the newest version, and what it changes is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

import consult.domain.roll_file.refusals  # noqa: F401  declares roll-has-faults
from consult.domain.electorate import Unit
from consult.domain.refusal import Refusal
from consult.domain.roll_diff import RollDiff, roll_diff
from consult.domain.roll_file.reading import RollReading
from consult.domain.roll_summary import RollSummary, roll_summary
from consult.models.base import deed, new_id
from consult.models.place import Estate
from consult.models.roll import Roll, RollUnit
from consult.queries.procedure import counting_settings
from consult.queries.roll import units_of

_BATCH = 2_000
_TABLE = cast(Table, RollUnit.__table__)


@dataclass(frozen=True, slots=True)
class ImportedRoll:
    """What was imported; `units` are counted in the database, `diff` is None for an estate's first roll."""

    roll_id: int
    version: int
    rows: int
    units: int
    summary: RollSummary
    diff: RollDiff | None


@deed
def import_roll(
    session: Session,
    estate_id: int,
    reading: RollReading,
    *,
    by: str,
    now: datetime,
    file_name: str,
    file_sha256: str,
) -> ImportedRoll:
    """Keep the reading as the estate's newest roll. Refuses `roll-has-faults`, `roll-file-without-rows`."""
    refuse_faulty(reading, file_name)
    # Two imports at once would otherwise take the same version.
    session.scalars(select(Estate.id).where(Estate.id == estate_id).with_for_update()).one()
    before = _newest(session, estate_id)
    diff = roll_diff(units_of(session, estate_id, before.id), reading.units) if before else None
    roll = Roll(
        estate_id=estate_id,
        id=new_id(),
        version=before.version + 1 if before else 1,
        imported_at=now,
        imported_by=by,
        file_name=file_name,
        file_sha256=file_sha256,
        rows=reading.rows,
    )
    session.add(roll)
    session.flush()
    _write(session, roll, reading)
    summary = roll_summary(reading.units, counting_settings(session, estate_id), reading.rows)
    return ImportedRoll(roll.id, roll.version, reading.rows, _count(session, roll), summary, diff)


def refuse_faulty(reading: RollReading, file_name: str) -> None:
    """Refuse a reading that may not be imported, naming the first of its faults."""
    if blocking := reading.blocking:
        first = blocking[0]
        raise Refusal("roll-has-faults", n=len(blocking), sheet=first.sheet, row=first.row)
    if not reading.placed:
        raise Refusal("roll-file-without-rows", name=file_name)


def _newest(session: Session, estate_id: int) -> Roll | None:
    newest = select(Roll).where(Roll.estate_id == estate_id).order_by(Roll.version.desc()).limit(1)
    return session.scalars(newest).first()


def _write(session: Session, roll: Roll, reading: RollReading) -> None:
    rows = [_row(roll.estate_id, roll.id, unit) for unit in reading.units]
    for start in range(0, len(rows), _BATCH):
        session.execute(insert(_TABLE), rows[start : start + _BATCH])


def _row(estate_id: int, roll_id: int, unit: Unit) -> dict[str, Any]:
    return {
        "estate_id": estate_id,
        "id": new_id(),
        "roll_id": roll_id,
        "building": unit.building,
        "entrance": unit.entrance,
        "room": unit.room,
        "kind": unit.kind.value,
        "area": unit.area,
        "area_source": unit.area_source.value if unit.area_source else None,
        "owner_kind": unit.owner_kind.value,
        "owners": [[owner.name, owner.key] for owner in unit.owners],
        "phones": list(unit.phones),
        "note": unit.note,
    }


def _count(session: Session, roll: Roll) -> int:
    there = select(func.count()).select_from(RollUnit)
    return session.scalar(there.where(RollUnit.estate_id == roll.estate_id, RollUnit.roll_id == roll.id)) or 0
