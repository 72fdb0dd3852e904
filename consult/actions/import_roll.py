"""Deed: import a roll, all of it or nothing; it becomes the newest version, and what it changes is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

import consult.domain.roll_file.refusals  # noqa: F401  declares roll-has-faults
from consult.domain.refusal import Refusal
from consult.domain.roll_diff import RollDiff, roll_diff
from consult.domain.roll_edit import ChangeKind, UnitEdit, edited
from consult.domain.roll_file.reading import RollReading
from consult.domain.roll_summary import RollSummary, roll_summary
from consult.models.base import deed
from consult.models.roll_versions import (
    Made,
    Why,
    count_units,
    lock_roll,
    newest_roll,
    next_roll,
    note_change,
    roll_by_hand,
)
from consult.queries.procedure import counting_settings
from consult.queries.roll import units_of


@dataclass(frozen=True, slots=True)
class ImportedRoll:
    """What was imported; `units` are counted in the database, `diff` is None for an estate's first roll."""

    roll_id: int
    version: int
    rows: int
    units: int
    summary: RollSummary
    diff: RollDiff | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What the person who imports decided beside the file, each with the words the history keeps.

    `mended`: units as the file had them and as they were mended on the page; `kept`: earlier corrections by hand that
    are laid over the new file. `seen`: the version that was in force when this was decided.
    """

    mended: Sequence[UnitEdit] = ()
    mended_reason: str = ""
    kept: Sequence[UnitEdit] = ()
    kept_reason: str = ""
    seen: int | None = None


_NOTHING_BESIDE = Beside()


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
    beside: Beside = _NOTHING_BESIDE,
) -> ImportedRoll:
    """Keep the reading as the estate's newest roll.

    Refuses `roll-has-faults`, `roll-file-without-rows`, `roll-newer-meanwhile`, and what `edited` does of what is kept.
    """
    refuse_faulty(reading, file_name)
    lock_roll(session, estate_id)
    before = newest_roll(session, estate_id)
    if beside.seen is not None and beside.seen != (before.version if before else 0):
        raise Refusal("roll-newer-meanwhile")
    diff = roll_diff(units_of(session, estate_id, before.id), reading.units) if before else None
    made = Made(by, now, file_name, file_sha256, reading.rows)
    roll = next_roll(session, estate_id, before, reading.units, made)
    if beside.mended:
        note_change(session, roll, beside.mended, Why(ChangeKind.MENDED, beside.mended_reason))
    units = reading.units
    if beside.kept:
        units = edited(units, beside.kept)
        roll = roll_by_hand(session, roll, units, beside.kept, Why(ChangeKind.KEPT, beside.kept_reason), by, now)
    summary = roll_summary(units, counting_settings(session, estate_id), reading.rows)
    return ImportedRoll(roll.id, roll.version, reading.rows, count_units(session, roll), summary, diff)


def refuse_faulty(reading: RollReading, file_name: str) -> None:
    """Refuse a reading that may not be imported, naming the first of its faults."""
    if blocking := reading.blocking:
        first = blocking[0]
        raise Refusal("roll-has-faults", n=len(blocking), sheet=first.sheet, row=first.row)
    if not reading.placed:
        raise Refusal("roll-file-without-rows", name=file_name)
