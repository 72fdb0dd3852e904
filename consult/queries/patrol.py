"""What a patrol found: consultations behind codes, and reports that wait for the committee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.patrol import Code, Kind
from consult.domain.refusal import Refusal
from consult.models.patrol import CodeReport
from consult.queries.consultations import ConsultationView, consultation_of_code

SHOWN = 100
"""Reports that are listed, newest first; those that wait before those that are settled."""


@dataclass(frozen=True, slots=True)
class Found:
    """A code and, where it leads to one of the estate's own consultations, that one."""

    code: Code
    view: ConsultationView | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A report as the committee reads it."""

    id: int
    kind: Kind
    content: str
    host: str
    place: str
    photo_sha256: str
    seen_by: str
    seen_at: datetime
    settled_by: str
    settled_at: datetime | None


def found_of(session: Session, estate_id: int, code: Code, now: datetime) -> Found:
    """What a code leads to; another estate's consultation, a draft and a missing one are alike."""
    if code.kind is not Kind.CONSULTATION:
        return Found(code)
    try:
        view = consultation_of_code(session, code.consultation, estate_id=estate_id)
    except Refusal:
        return Found(code)
    if view.state is State.DRAFT:
        return Found(code)
    return Found(code, view, view.state is State.CLOSED or now >= view.closes_at)


def code_reports(session: Session, estate_id: int) -> Sequence[Report]:
    """The reports of an estate: what waits first, then the newest."""
    rows = session.scalars(
        select(CodeReport)
        .where(CodeReport.estate_id == estate_id)
        .order_by(CodeReport.settled_at.is_not(None), CodeReport.seen_at.desc(), CodeReport.id)
        .limit(SHOWN)
    )
    return [_report(row) for row in rows]


def _report(row: CodeReport) -> Report:
    return Report(
        row.id,
        Kind(row.kind),
        row.content,
        row.host,
        row.place,
        row.photo_sha256,
        row.seen_by,
        row.seen_at,
        row.settled_by,
        row.settled_at,
    )


def waiting_reports(session: Session, estate_id: int) -> int:
    """How many reports nobody has dealt with yet."""
    waiting = select(func.count()).where(CodeReport.estate_id == estate_id, CodeReport.settled_at.is_(None))
    return session.scalar(waiting) or 0
