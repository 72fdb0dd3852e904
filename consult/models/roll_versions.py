"""Versions of a roll as they are written: one after another, each whole, none changed afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from consult.domain.electorate import Unit
from consult.domain.roll_edit import ChangeKind, UnitEdit, unit_json
from consult.models.base import new_id
from consult.models.place import Estate
from consult.models.roll import Roll, RollUnit
from consult.models.roll_change import RollChange, RollUnitChange

_BATCH = 2_000
_TABLE = cast(Table, RollUnit.__table__)


@dataclass(frozen=True, slots=True)
class Made:
    """Who made a version, when, and from which file; a version made by hand keeps the file of the one before."""

    by: str
    now: datetime
    file_name: str
    file_sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Why:
    """What a change was for: its kind, the reason given, what it takes back, and whose request it follows."""

    kind: ChangeKind
    reason: str
    undoes_id: int | None = None
    request_id: int | None = None


def lock_roll(session: Session, estate_id: int) -> None:
    """Wait for whoever changes this estate's roll: two at once would take the same version."""
    session.scalars(select(Estate.id).where(Estate.id == estate_id).with_for_update()).one()


def newest_roll(session: Session, estate_id: int) -> Roll | None:
    """The version in force; None before the first import."""
    newest = select(Roll).where(Roll.estate_id == estate_id).order_by(Roll.version.desc()).limit(1)
    return session.scalars(newest).first()


def next_roll(session: Session, estate_id: int, before: Roll | None, units: Iterable[Unit], made: Made) -> Roll:
    """Write the version after `before`, whole."""
    roll = Roll(
        estate_id=estate_id,
        id=new_id(),
        version=before.version + 1 if before else 1,
        imported_at=made.now,
        imported_by=made.by,
        file_name=made.file_name,
        file_sha256=made.file_sha256,
        rows=made.rows,
    )
    session.add(roll)
    session.flush()
    keys = {"estate_id": estate_id, "roll_id": roll.id}
    rows = [keys | {"id": new_id()} | unit_json(unit) for unit in units]
    for start in range(0, len(rows), _BATCH):
        session.execute(insert(_TABLE), rows[start : start + _BATCH])
    return roll


def roll_by_hand(
    session: Session, before: Roll, units: Sequence[Unit], edits: Sequence[UnitEdit], why: Why, by: str, now: datetime
) -> Roll:
    """Write the version that these edits make, and the edits beside it."""
    made = Made(by, now, before.file_name, before.file_sha256, len(units))
    roll = next_roll(session, before.estate_id, before, units, made)
    note_change(session, roll, edits, why)
    return roll


def note_change(session: Session, roll: Roll, edits: Sequence[UnitEdit], why: Why) -> None:
    """Keep what made this version: each unit before and after."""
    change = RollChange(
        estate_id=roll.estate_id,
        id=new_id(),
        roll_id=roll.id,
        kind=why.kind.value,
        reason=why.reason,
        undoes_id=why.undoes_id,
        request_id=why.request_id,
    )
    session.add(change)
    session.flush()
    session.add_all(
        RollUnitChange(
            estate_id=roll.estate_id,
            id=new_id(),
            change_id=change.id,
            position=position,
            before=unit_json(edit.before) if edit.before else None,
            after=unit_json(edit.after) if edit.after else None,
        )
        for position, edit in enumerate(edits)
    )


def count_units(session: Session, roll: Roll) -> int:
    """How many units of a version stand in the database."""
    there = select(func.count()).select_from(RollUnit)
    return session.scalar(there.where(RollUnit.estate_id == roll.estate_id, RollUnit.roll_id == roll.id)) or 0
