"""The print log, and where a batch stands: values for the page and the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.printing import Batch, Part, PrintState, kept_until
from consult.domain.refusal import Refusal
from consult.models.electorate import ElectorRow
from consult.models.printing import Printing, PrintingPart


@dataclass(frozen=True, slots=True)
class PartView:
    """One file of a batch: not yet made while `made_at` is None; to be fetched until `kept_until`."""

    part: Part
    pages: int
    size: int
    sha256: str
    text_hash: str
    made_at: datetime | None
    fetched_at: datetime | None
    kept_until: datetime | None

    def is_kept(self, now: datetime) -> bool:
        """Whether the file can still be fetched."""
        return self.kept_until is not None and now < self.kept_until

    def was_missed(self, now: datetime) -> bool:
        """Whether the file was deleted without anybody having fetched it."""
        return self.made_at is not None and self.fetched_at is None and not self.is_kept(now)


@dataclass(frozen=True, slots=True)
class PrintingView:
    """One line of the log."""

    estate_id: int
    id: int
    consultation_id: int
    kind: str
    language: str
    building: str
    rooms: tuple[str, ...]
    which: str
    text_hash: str
    pages: int
    sha256: str
    state: PrintState
    done: int
    total: int
    by: str
    at: datetime
    ended_at: datetime | None
    reason: str

    @property
    def batch(self) -> Batch | None:
        """What it is a batch of; None for a paper printed once."""
        return Batch(self.kind) if self.kind in set(Batch) else None


def printings_of(session: Session, estate_id: int, consultation_id: int, *, most: int = 500) -> list[PrintingView]:
    """The log of a consultation, newest first."""
    rows = session.scalars(
        select(Printing)
        .where(Printing.estate_id == estate_id, Printing.consultation_id == consultation_id)
        .order_by(Printing.at.desc(), Printing.id)
        .limit(most)
    )
    return [_view(row) for row in rows]


def printing_of(session: Session, estate_id: int, printing_id: int) -> PrintingView:
    """One printing; refuses `unknown-printing`, also for another estate's."""
    found = session.get(Printing, (estate_id, printing_id), populate_existing=True)
    if found is None:
        raise Refusal("unknown-printing")
    return _view(found)


def parts_made(session: Session, printing: PrintingView) -> list[PartView]:
    """All files of a batch, made or still to be made, in order."""
    rows = session.scalars(
        select(PrintingPart)
        .where(PrintingPart.estate_id == printing.estate_id, PrintingPart.printing_id == printing.id)
        .order_by(PrintingPart.number)
        .execution_options(populate_existing=True)
    )
    holds_codes = printing.batch is not None and printing.batch.holds_codes
    return [_part(row, holds_codes=holds_codes) for row in rows]


def holds_working_codes(session: Session, printing: PrintingView, part: PartView) -> bool:
    """Whether any of a part's letters is still the newest of its household: nowhere else is its code printed."""
    newest = select(ElectorRow.id).where(
        ElectorRow.estate_id == printing.estate_id,
        ElectorRow.consultation_id == printing.consultation_id,
        ElectorRow.issued_at == part.made_at,
    )
    return not set(part.part.electors).isdisjoint(session.scalars(newest))


def _part(row: PrintingPart, *, holds_codes: bool) -> PartView:
    end = None if row.made_at is None else kept_until(row.made_at, row.fetched_at, holds_codes=holds_codes)
    return PartView(
        part=Part(row.number, tuple(row.buildings), tuple(row.electors)),
        pages=row.pages,
        size=row.size,
        sha256=row.sha256,
        text_hash=row.text_hash,
        made_at=row.made_at,
        fetched_at=row.fetched_at,
        kept_until=end,
    )


def _view(row: Printing) -> PrintingView:
    return PrintingView(
        estate_id=row.estate_id,
        id=row.id,
        consultation_id=row.consultation_id,
        kind=row.kind,
        language=row.language,
        building=row.building,
        rooms=tuple(row.rooms),
        which=row.which,
        text_hash=row.text_hash,
        pages=row.pages,
        sha256=row.sha256,
        state=PrintState(row.state),
        done=row.done,
        total=row.total,
        by=row.by,
        at=row.at,
        ended_at=row.ended_at,
        reason=row.reason,
    )
