"""What phones at the door sent: what became of each entry, which ones wait for a person, and what is still to come."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, defer

from consult.domain.doorstep.entry import STILL_THERE
from consult.domain.doorstep.outcome import NEVER_FITS, NO_PHOTO, TO_DECIDE, Status, may_take_effect
from consult.models.account import Staff
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.batch import has_not_come
from consult.models.doorstep import CollectedPaper, Device, DoorstepEntry, RegisteredFingerprint
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.wording.places import Door


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What became of one entry; by the fingerprint its phone knows that these very bytes were kept."""

    submission_id: str
    fingerprint: str
    status: Status
    reason: str | None
    sentence: Mapping[str, str] | None
    receipt: str | None
    at: datetime
    key_id: str


def acknowledgements(
    session: Session, estate_id: int, fingerprints: Collection[str], *, now: datetime, device_id: int | None = None
) -> dict[str, Acknowledgement]:
    """By fingerprint, of those that arrived (from one phone only, if named); a slip code only while it is fresh."""
    mine = [DoorstepEntry.estate_id == estate_id, DoorstepEntry.fingerprint.in_(fingerprints)]
    if device_id is not None:
        mine.append(DoorstepEntry.device_id == device_id)
    columns = (
        DoorstepEntry.submission_id,
        DoorstepEntry.fingerprint,
        DoorstepEntry.status,
        DoorstepEntry.reason,
        DoorstepEntry.sentence,
        DoorstepEntry.received_at,
        DoorstepEntry.receipt,
        DoorstepEntry.key_id,
    )
    rows = session.execute(select(*columns).where(*mine))
    return {
        row.fingerprint: Acknowledgement(
            row.submission_id,
            row.fingerprint,
            Status(row.status),
            row.reason,
            row.sentence,
            row.receipt if now - row.received_at <= STILL_THERE else None,
            row.received_at,
            row.key_id,
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry in the console: who sent it, what it is about so far as it could be read, never what it answers."""

    id: int
    leader: str
    device: str
    by_file: bool
    consultation: str
    kind: str | None
    door: Door | None
    received_at: datetime
    status: Status
    reason: str | None
    sentence: Mapping[str, str]
    may_be_let_in: bool
    decided_by: str
    decided_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class EntriesApart:
    """Some of the entries that did not simply take effect, and how many there are in all."""

    entries: list[EntryView]
    total: int


def entries_apart(session: Session, estate_id: int, *, skip: int = 0, most: int | None = None) -> EntriesApart:
    """Entries that did not simply take effect: all that wait for a person first, then the others, each newest first."""
    apart = (
        DoorstepEntry.estate_id == estate_id,
        (DoorstepEntry.status != Status.RECORDED.value) | DoorstepEntry.decided_by.is_not(None),
    )
    rows = session.execute(
        _with_people()
        .where(*apart)
        .order_by(DoorstepEntry.status.in_(_WAITING).desc(), DoorstepEntry.received_at.desc(), DoorstepEntry.id)
        .options(defer(DoorstepEntry.sealed), defer(DoorstepEntry.bound))
        .offset(skip)
        .limit(most)
    )
    total = session.scalars(select(func.count()).select_from(DoorstepEntry).where(*apart)).one()
    return EntriesApart([_entry_view(*row) for row in rows], total)


_WAITING = tuple(sorted(status.value for status in TO_DECIDE))


@dataclass(frozen=True, slots=True)
class PhoneWaits:
    """A phone of which entries wait for a person; without a name where nobody knows whose it is."""

    device_id: int
    leader: str
    device: str
    count: int


def undecided_by_phone(session: Session, estate_id: int) -> list[PhoneWaits]:
    """How many entries of each phone wait for a person, most first."""
    entry = DoorstepEntry
    rows = session.execute(
        select(entry.device_id, Staff.name, Device.name, func.count())
        .select_from(entry)
        .outerjoin(Device, (Device.estate_id == entry.estate_id) & (Device.id == entry.device_id))
        .outerjoin(Staff, (Staff.estate_id == Device.estate_id) & (Staff.id == Device.staff_id))
        .where(entry.estate_id == estate_id, entry.status.in_(_WAITING))
        .group_by(entry.device_id, Staff.name, Device.name)
        .order_by(func.count().desc(), entry.device_id)
    )
    return [PhoneWaits(key, leader or "", device or "", count) for key, leader, device, count in rows]


def undecided_of(
    session: Session, estate_id: int, devices: Collection[int], *, that_may_take_effect: bool, most: int
) -> list[int]:
    """The entries of these phones that wait for a person, oldest first; only those that could be let in, if said."""
    entry = DoorstepEntry
    mine = [entry.estate_id == estate_id, entry.device_id.in_(devices), entry.status.in_(_WAITING)]
    if that_may_take_effect:
        reason = func.coalesce(entry.reason, "")
        mine += [reason.not_in(NEVER_FITS), reason.not_like(f"{NO_PHOTO}%")]
    return list(session.scalars(select(entry.id).where(*mine).order_by(entry.received_at, entry.id).limit(most)))


def _with_people() -> Select[DoorstepEntry, str, str, ElectorRow]:
    """Entries beside the phone, the person and the door, each where it is known."""
    entry = DoorstepEntry
    return (
        select(entry, Device.name, Staff.name, ElectorRow)
        .outerjoin(Device, (Device.estate_id == entry.estate_id) & (Device.id == entry.device_id))
        .outerjoin(Staff, (Staff.estate_id == Device.estate_id) & (Staff.id == Device.staff_id))
        .outerjoin(ElectorRow, (ElectorRow.estate_id == entry.estate_id) & (ElectorRow.id == entry.elector_id))
    )


def _entry_view(row: DoorstepEntry, device: str | None, leader: str | None, elector: ElectorRow | None) -> EntryView:
    return EntryView(
        id=row.id,
        leader=leader or "",
        device=device or "",
        by_file=row.by_file,
        consultation=row.consultation,
        kind=row.kind,
        door=(elector.building, elector.entrance, elector.room) if elector else None,
        received_at=row.received_at,
        status=Status(row.status),
        reason=row.reason,
        sentence=row.sentence or {},
        may_be_let_in=may_take_effect(row.reason),
        decided_by=row.decided_by or "",
        decided_at=row.decided_at,
        note=row.decision_note or "",
    )


def undecided(session: Session, estate_id: int, code: str = "") -> int:
    """How many entries wait for a person; of one consultation, if named."""
    mine = [DoorstepEntry.estate_id == estate_id, DoorstepEntry.status.in_(_WAITING)]
    if code:
        mine.append(DoorstepEntry.consultation == code)
    return session.scalars(select(func.count()).select_from(DoorstepEntry).where(*mine)).one()


@dataclass(frozen=True, slots=True)
class StillToCome:
    """What the doorstep still holds before a count: entries by leader that have not arrived, and undecided ones."""

    by_leader: Mapping[str, int]
    undecided: int


def still_to_come(session: Session, view: ConsultationView) -> StillToCome:
    """What a committee should know of the doorstep before it closes."""
    return StillToCome(outstanding(session, view), undecided(session, view.estate.id, view.code))


def outstanding(session: Session, view: ConsultationView) -> dict[str, int]:
    """By leader, how many entries were registered before the end and have not come to anything yet."""
    rows = session.execute(
        select(Staff.name, func.count())
        .select_from(RegisteredFingerprint)
        .join(
            Device,
            (Device.estate_id == RegisteredFingerprint.estate_id) & (Device.id == RegisteredFingerprint.device_id),
        )
        .join(Staff, (Staff.estate_id == Device.estate_id) & (Staff.id == Device.staff_id))
        .where(*_mine(RegisteredFingerprint, view), has_not_come(view.estate.id))
        .group_by(Staff.id, Staff.name)
    )
    return {name: count for name, count in rows}  # noqa: C416  (rows are not pairs to the type checker)


@dataclass(frozen=True, slots=True)
class Collected:
    """A sheet that was taken along and is in nobody's count yet."""

    elector_id: int
    serial: str
    photo_id: int | None
    at: datetime
    by: str


def collected(session: Session, view: ConsultationView) -> list[Collected]:
    """Sheets that were taken along and neither entered nor set aside, by serial."""
    done = [
        select(table.paper_serial).where(*_mine(table, view), table.paper_serial.is_not(None))
        for table in (Ballot, UncountedBallot)
    ]
    rows = session.scalars(
        select(CollectedPaper)
        .where(*_mine(CollectedPaper, view), *(CollectedPaper.serial.not_in(one) for one in done))
        .order_by(CollectedPaper.serial)
    )
    return [Collected(row.elector_id, row.serial, row.photo_id, row.collected_at, row.collected_by) for row in rows]


def taken_along(session: Session, view: ConsultationView) -> Iterator[int]:
    """The electors whose sheet somebody has in hand, or had."""
    yield from session.scalars(select(CollectedPaper.elector_id).where(*_mine(CollectedPaper, view)))


def _mine(
    table: type[Ballot | CollectedPaper | RegisteredFingerprint | UncountedBallot], view: ConsultationView
) -> tuple[ColumnElement[bool], ...]:
    return table.estate_id == view.estate.id, table.consultation_id == view.id
