"""Deed: somebody on patrol reports codes that should not hang where they hang; the committee deals with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.patrol import LONGEST_PLACE, SECRET, Code
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.models.base import deed, new_id
from consult.models.patrol import CodeReport
from consult.models.photo import keep_photo


@dataclass(frozen=True, slots=True)
class Patrol:
    """What one photo showed: the codes on it, where it was taken, and by whom."""

    estate_id: int
    codes: Sequence[Code]
    photo: Photo
    place: str
    by: str


@deed
def report_codes(session: Session, patrol: Patrol, *, now: datetime) -> int:
    """Keep what is alarming, and answer how many; the same code at the same place is reported once.

    Refuses `patrol-place-too-long`. A photo that shows somebody's own code would let its readers in: it is not kept.
    """
    place = " ".join(patrol.place.split())
    if len(place) > LONGEST_PLACE:
        raise Refusal("patrol-place-too-long", limit=LONGEST_PLACE)
    alarming = [code for code in patrol.codes if code.is_alarming]
    if not alarming:
        return 0
    shows_secret = any(code.kind in SECRET for code in patrol.codes)
    if not shows_secret:
        keep_photo(session, patrol.estate_id, patrol.photo, by=patrol.by, now=now)
    for code in alarming:
        _keep(session, patrol, code, place, "" if shows_secret else patrol.photo.sha256, now)
    return len(alarming)


def _keep(session: Session, patrol: Patrol, code: Code, place: str, sha256: str, now: datetime) -> None:
    earlier = session.scalar(
        select(CodeReport).where(
            CodeReport.estate_id == patrol.estate_id,
            CodeReport.kind == code.kind.value,
            CodeReport.content == code.kept,
            CodeReport.place == place,
            CodeReport.settled_at.is_(None),
        )
    )
    if earlier is not None:
        earlier.seen_at, earlier.seen_by = now, patrol.by
        return
    session.add(
        CodeReport(
            estate_id=patrol.estate_id,
            id=new_id(),
            kind=code.kind.value,
            content=code.kept,
            host=code.host,
            place=place,
            photo_sha256=sha256,
            seen_by=patrol.by,
            seen_at=now,
            settled_by="",
        )
    )


@deed
def settle_code_report(session: Session, estate_id: int, report_id: int, *, by: str, now: datetime) -> None:
    """Note that the committee has dealt with a report; a second time changes nothing. Refuses `unknown-report`."""
    report = session.get(CodeReport, (estate_id, report_id))
    if report is None:
        raise Refusal("unknown-report")
    if report.settled_at is None:
        report.settled_by, report.settled_at = by, now
