"""A sheet taken along at the door: kept with its photo until two people have keyed it; by itself it counts nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel, State
from consult.domain.doorstep.entry import PaperTold
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.domain.serial import read_serial
from consult.models.base import new_id
from consult.models.consultation import Consultation
from consult.models.doorstep import CollectedPaper
from consult.models.electorate import ElectorRow
from consult.models.paper_sheet import PaperSheet
from consult.models.photo import KeptPhoto, keep_photo
from consult.models.setting_aside import refuse_entered
from consult.models.sheet_photo import refuse_photo_of_another

_INSERTS: dict[str, Any] = {
    dialect: insert(CollectedPaper).on_conflict_do_nothing().returning(CollectedPaper.id)
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


def take_paper(
    session: Session,
    consultation: Consultation,
    elector: ElectorRow,
    told: PaperTold,
    photo: Photo | None,
    *,
    at: datetime,
    by: str,
    now: datetime,
) -> None:
    """Within a deed: note that a sheet is in somebody's hands.

    Refuses `not-announced`, `already-closed`, `channel-not-offered`, `serial-mistyped`, `unknown-serial`,
    `serial-elsewhere`, `paper-entered-already`, `paper-collected-already` and `photo-of-another-sheet`.
    """
    _refuse_unless_taking(consultation)
    serial = read_serial(told.serial)
    _refuse_foreign(session, elector, serial)
    _refuse_entered(session, elector, serial)
    refuse_photo_of_another(session, consultation.estate_id, consultation.id, serial, photo)
    kept = photo and keep_photo(session, consultation.estate_id, photo, by=by, now=now)
    row = {
        "estate_id": consultation.estate_id,
        "id": new_id(),
        "consultation_id": consultation.id,
        "elector_id": elector.id,
        "serial": serial,
        "photo_id": kept,
        "note": told.note,
        "collected_at": at,
        "collected_by": by,
    }
    # The named constraint decides, not a look beforehand: two leaders may send the same sheet at once.
    if session.execute(_INSERTS[session.get_bind().dialect.name], row).first() is None:
        _refuse_collected(session, consultation, serial)


def _refuse_unless_taking(consultation: Consultation) -> None:
    if consultation.state == State.DRAFT:
        raise Refusal("not-announced", code=consultation.code)
    if consultation.state == State.CLOSED:
        raise Refusal("already-closed", code=consultation.code)
    if Channel.PAPER.value not in consultation.channels:
        raise Refusal("channel-not-offered", channel=Channel.PAPER.value)


def _refuse_foreign(session: Session, elector: ElectorRow, serial: str) -> None:
    if elector.paper_serial == serial:
        return
    issued = select(ElectorRow.id).where(
        ElectorRow.estate_id == elector.estate_id,
        ElectorRow.consultation_id == elector.consultation_id,
        ElectorRow.paper_serial == serial,
    )
    is_issued = session.scalar(issued) is not None
    raise Refusal("serial-elsewhere" if is_issued else "unknown-serial", serial=serial)


def _refuse_entered(session: Session, elector: ElectorRow, serial: str) -> None:
    refuse_entered(session, elector.estate_id, elector.consultation_id, serial)
    waiting = select(PaperSheet.id).where(
        PaperSheet.estate_id == elector.estate_id,
        PaperSheet.consultation_id == elector.consultation_id,
        PaperSheet.serial == serial,
    )
    if session.scalar(waiting) is not None:
        raise Refusal("paper-entered-already", serial=serial)


def _refuse_collected(session: Session, consultation: Consultation, serial: str) -> None:
    found = session.scalars(
        select(CollectedPaper).where(
            CollectedPaper.estate_id == consultation.estate_id,
            CollectedPaper.consultation_id == consultation.id,
            CollectedPaper.serial == serial,
        )
    ).one()
    raise Refusal("paper-collected-already", serial=serial, by=found.collected_by, at=found.collected_at)


def photo_from_the_door(session: Session, estate_id: int, consultation_id: int, serial: str) -> str | None:
    """The hash of the photo that was taken when somebody collected the sheet at the door; None where there is none."""
    return session.scalar(
        select(KeptPhoto.sha256)
        .join(
            CollectedPaper,
            (CollectedPaper.estate_id == KeptPhoto.estate_id) & (CollectedPaper.photo_id == KeptPhoto.id),
        )
        .where(
            CollectedPaper.estate_id == estate_id,
            CollectedPaper.consultation_id == consultation_id,
            CollectedPaper.serial == serial,
        )
    )
