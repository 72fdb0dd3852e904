"""The photo of a sheet shows that sheet and no other: the same picture is not taken for two serials."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.domain.ledger import LineType
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.models.doorstep import CollectedPaper
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerLine
from consult.models.paper_sheet import PaperSheet
from consult.models.photo import KeptPhoto


def refuse_photo_of_another(
    session: Session, estate_id: int, consultation_id: int, serial: str, photo: Photo | None
) -> None:
    """Within a deed that holds the book: refuses `photo-of-another-sheet`, naming the serial it was kept for."""
    kept = photo and session.scalar(
        select(KeptPhoto.id).where(KeptPhoto.estate_id == estate_id, KeptPhoto.sha256 == photo.sha256)
    )
    if photo is None or kept is None:
        return
    found = {
        *session.scalars(
            select(CollectedPaper.serial).where(
                *_mine(CollectedPaper, estate_id, consultation_id), CollectedPaper.photo_id == kept
            )
        ),
        *session.scalars(
            select(PaperSheet.serial).where(
                *_mine(PaperSheet, estate_id, consultation_id), PaperSheet.photo_sha256 == photo.sha256
            )
        ),
        *_in_book(session, estate_id, consultation_id, photo.sha256),
    }
    if others := sorted(found - {serial}):
        raise Refusal("photo-of-another-sheet", serial=serial, other=others[0])


def _in_book(session: Session, estate_id: int, consultation_id: int, sha256: str) -> list[str]:
    """The serials of sheets that one person entered: what photo they had, only their line in the book says."""
    lines = session.scalars(
        select(LedgerLine.entry).where(
            *_mine(LedgerLine, estate_id, consultation_id),
            LedgerLine.type == LineType.PAPER.value,
            LedgerLine.entry.contains(f'"photo":"{sha256}"', autoescape=True),
        )
    )
    numbers = [json.loads(line)["payload"]["elector"] for line in lines]
    electors = select(ElectorRow.paper_serial).where(
        *_mine(ElectorRow, estate_id, consultation_id), ElectorRow.number.in_(numbers)
    )
    return list(session.scalars(electors)) if numbers else []


def _mine(
    table: type[CollectedPaper | ElectorRow | LedgerLine | PaperSheet], estate_id: int, consultation_id: int
) -> tuple[ColumnElement[bool], ...]:
    return table.estate_id == estate_id, table.consultation_id == consultation_id
