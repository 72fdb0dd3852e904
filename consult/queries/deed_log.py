"""Who did what: lines of the log by person, deed, period and consultation, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.domain.question import Text
from consult.models.consultation import Consultation
from consult.models.deed_log import StaffDeed

SIZE = 50
"""Lines on a page."""

MOST = 50_000
"""Lines in a file: more than an estate's staff does in years."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; whatever is empty leaves it open. `before` is the first moment that is too late."""

    person: str = ""
    deed: str = ""
    code: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class LoggedDeed:
    """One line of the log; code and title are empty for what belongs to no consultation."""

    at: datetime
    by: str
    deed: str
    about: str
    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines, newest first, and how many pages there are."""

    lines: tuple[LoggedDeed, ...]
    page: int
    pages: int
    total: int


def log_page(session: Session, estate_id: int, asked: Asked, page: int) -> LogPage:
    """A page of the log (from 1); a number beyond the end answers the last page."""
    total = session.scalar(select(func.count()).select_from(StaffDeed).where(*_wanted(estate_id, asked))) or 0
    pages = max(1, -(-total // SIZE))
    page = min(max(1, page), pages)
    lines = _lines(session, estate_id, asked, most=SIZE, after=(page - 1) * SIZE)
    return LogPage(tuple(lines), page, pages, total)


def log_lines(session: Session, estate_id: int, asked: Asked) -> list[LoggedDeed]:
    """All that is looked for, newest first."""
    return _lines(session, estate_id, asked, most=MOST, after=0)


def people_in_log(session: Session, estate_id: int) -> list[str]:
    """Everybody who signed for something."""
    return sorted(session.scalars(select(StaffDeed.by).where(StaffDeed.estate_id == estate_id).distinct()))


def consultations_in_log(session: Session, estate_id: int) -> Mapping[str, Text]:
    """Code → title of every consultation in which something was done."""
    mine = select(StaffDeed.consultation_id).where(
        StaffDeed.estate_id == estate_id, StaffDeed.consultation_id.is_not(None)
    )
    rows = session.execute(
        select(Consultation.code, Consultation.title)
        .where(Consultation.estate_id == estate_id, Consultation.id.in_(mine))
        .order_by(Consultation.number.desc())
    )
    return {code: title for code, title in rows}  # noqa: C416  (rows are not pairs to the type checker)


def _lines(session: Session, estate_id: int, asked: Asked, *, most: int, after: int) -> list[LoggedDeed]:
    rows = session.execute(
        select(StaffDeed, Consultation.code, Consultation.title)
        .outerjoin(
            Consultation,
            (Consultation.estate_id == StaffDeed.estate_id) & (Consultation.id == StaffDeed.consultation_id),
        )
        .where(*_wanted(estate_id, asked))
        .order_by(StaffDeed.at.desc(), StaffDeed.id)
        .limit(most)
        .offset(after)
    )
    return [LoggedDeed(row.at, row.by, row.deed, row.about, code or "", title or {}) for row, code, title in rows]


def _wanted(estate_id: int, asked: Asked) -> list[ColumnElement[bool]]:
    wanted = [StaffDeed.estate_id == estate_id]
    if asked.person:
        wanted.append(StaffDeed.by == asked.person)
    if asked.deed:
        wanted.append(StaffDeed.deed == asked.deed)
    if asked.since:
        wanted.append(StaffDeed.at >= asked.since)
    if asked.before:
        wanted.append(StaffDeed.at < asked.before)
    if asked.code:
        named = select(Consultation.id).where(Consultation.estate_id == estate_id, Consultation.code == asked.code)
        wanted.append(StaffDeed.consultation_id.in_(named))
    return wanted
