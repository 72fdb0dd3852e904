"""Deed: import a roll, all of it or nothing; it becomes the newest version, and what it changes is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

import consult.domain.roll_file.refusals  # noqa: F401  declares roll-has-faults
from consult.domain.refusal import Refusal
from consult.domain.roll_diff import RollDiff, roll_diff
from consult.domain.roll_file.reading import RollReading
from consult.domain.roll_summary import RollSummary, roll_summary
from consult.models.base import deed
from consult.models.roll_versions import Made, count_units, lock_roll, newest_roll, next_roll
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
    lock_roll(session, estate_id)
    before = newest_roll(session, estate_id)
    diff = roll_diff(units_of(session, estate_id, before.id), reading.units) if before else None
    made = Made(by, now, file_name, file_sha256, reading.rows)
    roll = next_roll(session, estate_id, before, reading.units, made)
    summary = roll_summary(reading.units, counting_settings(session, estate_id), reading.rows)
    return ImportedRoll(roll.id, roll.version, reading.rows, count_units(session, roll), summary, diff)


def refuse_faulty(reading: RollReading, file_name: str) -> None:
    """Refuse a reading that may not be imported, naming the first of its faults."""
    if blocking := reading.blocking:
        first = blocking[0]
        raise Refusal("roll-has-faults", n=len(blocking), sheet=first.sheet, row=first.row)
    if not reading.placed:
        raise Refusal("roll-file-without-rows", name=file_name)
