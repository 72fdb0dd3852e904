"""The history of the roll: every change by hand with who, when and why, and what the committee typed beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.roll_edit import ChangeKind, Place, UnitEdit, unit_from_json
from consult.models.roll import Roll
from consult.models.roll_change import RegisterTotals, RollChange, RollUnitChange


@dataclass(frozen=True, slots=True)
class RollChangeView:
    """One change: the version it made, by whom, when, why; `undone_in`: the version that took it back."""

    id: int
    version: int
    kind: ChangeKind
    by: str
    at: datetime
    reason: str
    edits: tuple[UnitEdit, ...]
    undone_in: int | None
    request_id: int | None


@dataclass(frozen=True, slots=True)
class TotalsView:
    """The register's totals as typed; `area` in 0.01 m²."""

    units: int | None
    area: int | None
    by: str
    at: datetime


def roll_changes(session: Session, estate_id: int, place: Place | None = None) -> list[RollChangeView]:
    """The changes of an estate's roll, the newest first; `place`: only those of one unit."""
    rows = session.execute(
        select(RollChange, Roll)
        .join(Roll, (Roll.estate_id == RollChange.estate_id) & (Roll.id == RollChange.roll_id))
        .where(RollChange.estate_id == estate_id)
        .order_by(Roll.version.desc())
    ).all()
    versions = {change.id: roll.version for change, roll in rows}
    undone = {change.undoes_id: versions[change.id] for change, _ in rows if change.undoes_id is not None}
    edits = _edits(session, estate_id)
    return [
        RollChangeView(
            change.id,
            roll.version,
            ChangeKind(change.kind),
            roll.imported_by,
            roll.imported_at,
            change.reason,
            tuple(edits[change.id]),
            undone.get(change.id),
            change.request_id,
        )
        for change, roll in rows
        if place is None or any(_touches(edit, place) for edit in edits[change.id])
    ]


def changes_since_file(session: Session, estate_id: int) -> list[RollChangeView]:
    """The changes made by hand after the newest file was imported, the oldest first; mended cells are the file's."""
    by_hand = select(RollChange.roll_id).where(
        RollChange.estate_id == estate_id, RollChange.kind != ChangeKind.MENDED.value
    )
    newest = session.scalar(select(func.max(Roll.version)).where(Roll.estate_id == estate_id, Roll.id.not_in(by_hand)))
    later = [change for change in roll_changes(session, estate_id) if change.version > (newest or 0)]
    return later[::-1]


def register_totals(session: Session, estate_id: int) -> TotalsView | None:
    """The register's totals that hold; None where nothing was typed, or it was taken away again."""
    found = session.scalars(
        select(RegisterTotals)
        .where(RegisterTotals.estate_id == estate_id)
        .order_by(RegisterTotals.said_at.desc(), RegisterTotals.id)
        .limit(1)
    ).first()
    if found is None or (found.units is None and found.area is None):
        return None
    return TotalsView(found.units, found.area, found.said_by, found.said_at)


def _edits(session: Session, estate_id: int) -> dict[int, list[UnitEdit]]:
    rows: Sequence[RollUnitChange] = session.scalars(
        select(RollUnitChange).where(RollUnitChange.estate_id == estate_id).order_by(RollUnitChange.position)
    ).all()
    found: dict[int, list[UnitEdit]] = defaultdict(list)
    for row in rows:
        before = unit_from_json(row.before) if row.before else None
        found[row.change_id].append(UnitEdit(before, unit_from_json(row.after) if row.after else None))
    return found


def _touches(edit: UnitEdit, place: Place) -> bool:
    return any(unit is not None and unit.place == place for unit in (edit.before, edit.after))
