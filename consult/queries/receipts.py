"""Receipts: is a slip code in the book, and what did this elector's ballot leave behind? Never the choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.receipt import read_receipt
from consult.models.ballot import Ballot, Settlement, UncountedBallot
from consult.models.consultation import Consultation
from consult.models.contest import Contest
from consult.models.correction import Correction
from consult.models.electorate import ElectorRow, ElectorUnit
from consult.models.former_ballot import FormerBallot
from consult.models.opinion import TenantOpinion
from consult.models.paper_sheet import PaperSheet
from consult.queries.conflicts import Conflict, conflicts


@dataclass(frozen=True, slots=True)
class Ended:
    """That a recorded ballot counts no longer: on which line, when, and why (`contest` or `replaced`)."""

    seq: int
    at: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class RecordedBallot:
    """One line of the book as its holder may see it."""

    receipt: str
    seq: int
    at: datetime
    channel: Channel
    consultation_code: str
    title: dict[str, str]
    is_opinion: bool = False
    conflict: Conflict | None = None
    """Where a later ballot came in for the same household: what was settled, if anything."""
    ended: Ended | None = None
    """Where the ballot was annulled or replaced; its line stays in the book."""


@dataclass(frozen=True, slots=True)
class ElectorView:
    """An elector as they may see themselves: rooms, area (0.01 m²) and whether their ballot is recorded."""

    id: int
    consultation_id: int
    number: int
    building: str
    entrance: str
    room: str
    area: int
    rooms: tuple[tuple[str, str, str, int], ...]
    paper_serial: str
    ballot: RecordedBallot | None
    is_plain: bool = False
    """Whether nothing is recorded of it but, at most, the one ballot that it sent itself: so it is with most."""


def receipt_in_book(session: Session, typed: str) -> RecordedBallot | None:
    """The line of a slip code, or None when no book holds it; refuses `receipt-mistyped`."""
    code = read_receipt(typed)
    return (
        _recorded(session, _BALLOT_OF_RECEIPT, {"the_receipt": code})
        or _former(session, code)
        or _opinion(session, code)
    )


def _former(session: Session, code: str) -> RecordedBallot | None:
    """A ballot that counts no longer: whoever kept its slip must not be told that it is in no book."""
    found = session.execute(
        select(FormerBallot, Consultation.code, Consultation.title)
        .join(
            Consultation,
            (Consultation.estate_id == FormerBallot.estate_id) & (Consultation.id == FormerBallot.consultation_id),
        )
        .where(FormerBallot.receipt == code)
    ).first()
    if found is None:
        return None
    ballot, consultation, title = found
    ended = Ended(ballot.ended_seq, ballot.ended_at, ballot.cause)
    channel = Channel(ballot.channel)
    return RecordedBallot(code, ballot.seq, ballot.cast_at, channel, consultation, dict(title), ended=ended)


def _opinion(session: Session, code: str) -> RecordedBallot | None:
    """A tenants' opinion, which stands in the book without its home."""
    found = session.execute(
        select(TenantOpinion, Consultation.code, Consultation.title)
        .join(
            Consultation,
            (Consultation.estate_id == TenantOpinion.estate_id) & (Consultation.id == TenantOpinion.consultation_id),
        )
        .where(TenantOpinion.receipt == code)
    ).first()
    if found is None:
        return None
    opinion, consultation, title = found
    at = opinion.given_at
    return RecordedBallot(code, opinion.seq, at, Channel.WEB, consultation, dict(title), is_opinion=True)


def _anything_of(*tables: Any) -> ColumnElement[bool]:
    """Whether one of these tables holds a row of the elector."""
    return or_(
        *(exists().where(one.estate_id == ElectorRow.estate_id, one.elector_id == ElectorRow.id) for one in tables)
    )


_ELECTOR = select(
    ElectorRow.id,
    ElectorRow.consultation_id,
    ElectorRow.number,
    ElectorRow.building,
    ElectorRow.entrance,
    ElectorRow.room,
    ElectorRow.area,
    ElectorRow.paper_serial,
    _anything_of(PaperSheet, UncountedBallot, Contest, Settlement, Correction, FormerBallot),
).where(ElectorRow.estate_id == bindparam("the_estate"), ElectorRow.id == bindparam("the_elector"))
_ROOMS = (
    select(ElectorUnit.building, ElectorUnit.entrance, ElectorUnit.room, ElectorUnit.area)
    .where(ElectorUnit.estate_id == bindparam("the_estate"), ElectorUnit.elector_id == bindparam("the_elector"))
    .order_by(ElectorUnit.building, ElectorUnit.entrance, ElectorUnit.room)
)


def elector_view(session: Session, estate_id: int, elector_id: int) -> ElectorView | None:
    """An elector with all rooms in walking order of the roll, or None for another estate's."""
    keys = {"the_estate": estate_id, "the_elector": elector_id}
    row = session.execute(_ELECTOR, keys).first()
    if row is None:
        return None
    found, consultation_id, number, building, entrance, room, area, paper_serial, has_more = row
    ballot = _recorded(session, _BALLOT_OF, keys, may_be_twice=bool(has_more))
    return ElectorView(
        id=found,
        consultation_id=consultation_id,
        number=number,
        building=building,
        entrance=entrance,
        room=room,
        area=area,
        rooms=tuple(
            (building, entrance, room, area) for building, entrance, room, area in session.execute(_ROOMS, keys)
        ),
        paper_serial=paper_serial,
        ballot=ballot,
        is_plain=not has_more and (ballot is None or ballot.channel is Channel.WEB),
    )


def elector_of_serial(session: Session, estate_id: int, consultation_id: int, serial: str) -> ElectorView | None:
    """The elector to whom a paper ballot was issued."""
    found = session.scalar(
        select(ElectorRow.id).where(
            ElectorRow.estate_id == estate_id,
            ElectorRow.consultation_id == consultation_id,
            ElectorRow.paper_serial == serial,
        )
    )
    return None if found is None else elector_view(session, estate_id, found)


_BALLOT = select(
    Ballot.estate_id,
    Ballot.consultation_id,
    Ballot.elector_id,
    Ballot.receipt,
    Ballot.seq,
    Ballot.cast_at,
    Ballot.channel,
    Consultation.code,
    Consultation.title,
).join(
    Consultation,
    (Consultation.estate_id == Ballot.estate_id) & (Consultation.id == Ballot.consultation_id),
)
_BALLOT_OF = _BALLOT.where(Ballot.estate_id == bindparam("the_estate"), Ballot.elector_id == bindparam("the_elector"))
_BALLOT_OF_RECEIPT = _BALLOT.where(Ballot.receipt == bindparam("the_receipt"))


def _recorded(
    session: Session, wanted: Select[Any], given: Mapping[str, object], *, may_be_twice: bool = True
) -> RecordedBallot | None:
    found = session.execute(wanted, given).first()
    if found is None:
        return None
    estate_id, consultation_id, elector_id, receipt, seq, cast_at, channel, code, title = found
    twice = conflicts(session, estate_id, consultation_id, elector_id) if may_be_twice else []
    return RecordedBallot(
        receipt=receipt,
        seq=seq,
        at=cast_at,
        channel=Channel(channel),
        consultation_code=code,
        title=dict(title),
        conflict=twice[0] if twice else None,
    )
