"""Sheets of paper that wait: for a first person to enter them, or for another one. Never what anybody read on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, func, select, union_all
from sqlalchemy.orm import Session

from consult.domain.keying import Standing
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.doorstep import CollectedPaper
from consult.models.electorate import ElectorRow
from consult.models.former_ballot import FormerBallot
from consult.models.paper_sheet import PaperKeying, PaperSheet
from consult.models.photo import KeptPhoto
from consult.wording.places import Door

WAITING = (Standing.PENDING.value, Standing.MISMATCH.value, Standing.UNDECIDED.value)


@dataclass(frozen=True, slots=True)
class WaitingSheet:
    """A sheet that counts nothing yet: whose, its photo's hash, who has read it, and since when it waits.

    `standing` is None where it was only collected at the door, and nobody has entered it.
    """

    serial: str
    door: Door
    photo: str | None
    standing: Standing | None
    read_by: tuple[str, ...]
    since: datetime

    def waits_for(self, person: str) -> bool:
        """Whether this person may read it next: nobody reads a sheet twice."""
        return person not in self.read_by


def waiting_sheets(session: Session, estate_id: int, consultation_id: int, serial: str = "") -> list[WaitingSheet]:
    """Every sheet that waits, the longest waiting first; or the one with this serial."""
    entered = _entered(session, estate_id, consultation_id, serial)
    collected = _collected(session, estate_id, consultation_id, serial)
    return sorted([*entered, *collected], key=lambda sheet: (sheet.since, sheet.serial))


def unconfirmed_sheets(session: Session, estate_id: int, consultation_id: int) -> int:
    """How many entered sheets count nothing, because no two readings agree yet."""
    mine = (PaperSheet.estate_id == estate_id, PaperSheet.consultation_id == consultation_id)
    wanted = select(func.count()).where(*mine, PaperSheet.standing.in_(WAITING))
    return session.scalar(wanted) or 0


def _entered(session: Session, estate_id: int, consultation_id: int, serial: str) -> list[WaitingSheet]:
    wanted = [
        PaperSheet.estate_id == estate_id,
        PaperSheet.consultation_id == consultation_id,
        PaperSheet.standing.in_(WAITING),
    ]
    if serial:
        wanted.append(PaperSheet.serial == serial)
    rows = session.execute(
        select(PaperSheet, ElectorRow.building, ElectorRow.entrance, ElectorRow.room)
        .join(ElectorRow, (ElectorRow.estate_id == PaperSheet.estate_id) & (ElectorRow.id == PaperSheet.elector_id))
        .where(*wanted)
    ).all()
    readers = _readers(session, *wanted)
    return [
        WaitingSheet(
            serial=sheet.serial,
            door=(building, entrance, room),
            photo=sheet.photo_sha256,
            standing=Standing(sheet.standing),
            read_by=tuple(name for name, _at in readers[sheet.id]),
            since=readers[sheet.id][0][1],
        )
        for sheet, building, entrance, room in rows
    ]


def _readers(session: Session, *wanted: ColumnElement[bool]) -> dict[int, list[tuple[str, datetime]]]:
    """Who has read each sheet, in order, and when."""
    rows = session.execute(
        select(PaperKeying.sheet_id, PaperKeying.keyed_by, PaperKeying.keyed_at)
        .join(PaperSheet, (PaperSheet.estate_id == PaperKeying.estate_id) & (PaperSheet.id == PaperKeying.sheet_id))
        .where(*wanted)
        .order_by(PaperKeying.seq)
    )
    found: dict[int, list[tuple[str, datetime]]] = {}
    for sheet_id, name, at in rows:
        found.setdefault(sheet_id, []).append((name, at))
    return found


def only_collected(estate_id: int, consultation_id: int) -> tuple[ColumnElement[bool], ...]:
    """What holds for a `CollectedPaper` of which nothing was entered yet."""
    entered: CompoundSelect[Any] = union_all(
        *(
            select(table.paper_serial).where(
                table.estate_id == estate_id,
                table.consultation_id == consultation_id,
                table.paper_serial.is_not(None),
            )
            for table in (Ballot, FormerBallot, UncountedBallot)
        ),
        select(PaperSheet.serial).where(
            PaperSheet.estate_id == estate_id, PaperSheet.consultation_id == consultation_id
        ),
    )
    return (
        CollectedPaper.estate_id == estate_id,
        CollectedPaper.consultation_id == consultation_id,
        CollectedPaper.serial.not_in(entered),
    )


def _collected(session: Session, estate_id: int, consultation_id: int, serial: str) -> list[WaitingSheet]:
    """Sheets that came in at the door, of which nothing was entered yet."""
    wanted = (
        select(CollectedPaper, KeptPhoto.sha256, ElectorRow.building, ElectorRow.entrance, ElectorRow.room)
        .join(
            ElectorRow,
            (ElectorRow.estate_id == CollectedPaper.estate_id) & (ElectorRow.id == CollectedPaper.elector_id),
        )
        .outerjoin(
            KeptPhoto, (KeptPhoto.estate_id == CollectedPaper.estate_id) & (KeptPhoto.id == CollectedPaper.photo_id)
        )
        .where(*only_collected(estate_id, consultation_id))
    )
    if serial:
        wanted = wanted.where(CollectedPaper.serial == serial)
    return [
        WaitingSheet(paper.serial, (building, entrance, room), sha256, None, (), paper.collected_at)
        for paper, sha256, building, entrance, room in session.execute(wanted)
    ]
