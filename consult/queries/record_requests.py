"""What households ask about what is kept of them: a household's own requests, and all of a consultation's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.record_request import Reply, Wanted
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.record_request import RecordRequest
from consult.models.roll_change import RollConfirmed
from consult.wording.places import Door


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request with its door and all units of its household.

    `reply` is None while it waits, `by` '' where the household took it back.
    """

    id: int
    door: Door
    units: tuple[Door, ...]
    wanted: Wanted
    said: str
    at: datetime
    reply: Reply | None
    reason: str
    by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class RollRequest:
    """A request that may lead to a correction of the roll: its consultation's code, and what is asked."""

    id: int
    code: str
    wanted: Wanted
    said: str
    is_answered: bool


def roll_request(session: Session, estate_id: int, request_id: int) -> RollRequest | None:
    """A request of this estate; None for another's."""
    found = session.execute(
        select(RecordRequest, Consultation.code)
        .join(
            Consultation,
            (Consultation.estate_id == RecordRequest.estate_id) & (Consultation.id == RecordRequest.consultation_id),
        )
        .where(RecordRequest.estate_id == estate_id, RecordRequest.id == request_id)
    ).one_or_none()
    if found is None:
        return None
    row, code = found
    return RollRequest(row.id, code, Wanted(row.wanted), row.said, row.reply != "")


def areas_confirmed(session: Session, estate_id: int, consultation_id: int) -> int:
    """How many households looked at their area on this vote's list and said it is right."""
    looked = (
        select(func.count())
        .select_from(RollConfirmed)
        .join(
            ElectorRow,
            (ElectorRow.estate_id == RollConfirmed.estate_id) & (ElectorRow.id == RollConfirmed.elector_id),
        )
        .where(
            RollConfirmed.estate_id == estate_id,
            ElectorRow.consultation_id == consultation_id,
            ElectorRow.area == RollConfirmed.area,
        )
    )
    return session.scalar(looked) or 0


def record_requests(
    session: Session, estate_id: int, consultation_id: int, elector_id: int | None = None
) -> list[RequestView]:
    """The requests of a consultation, or of one household, those that wait first, then the newest."""
    wanted = [RecordRequest.estate_id == estate_id, RecordRequest.consultation_id == consultation_id]
    if elector_id is not None:
        wanted.append(RecordRequest.elector_id == elector_id)
    rows = session.execute(
        select(RecordRequest, ElectorRow)
        .join(
            ElectorRow,
            (ElectorRow.estate_id == RecordRequest.estate_id) & (ElectorRow.id == RecordRequest.elector_id),
        )
        .where(*wanted)
        .order_by(RecordRequest.reply != "", RecordRequest.asked_at.desc(), RecordRequest.id)
    )
    return [_view(row, elector) for row, elector in rows]


def _view(row: RecordRequest, elector: ElectorRow) -> RequestView:
    return RequestView(
        id=row.id,
        door=(elector.building, elector.entrance, elector.room),
        units=tuple((str(unit[0]), str(unit[1]), str(unit[2])) for unit in elector.units),
        wanted=Wanted(row.wanted),
        said=row.said,
        at=row.asked_at,
        reply=Reply(row.reply) if row.reply else None,
        reason=row.reason,
        by=row.answered_by,
        answered_at=row.answered_at,
    )
