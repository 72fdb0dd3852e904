"""A leader's round: the doors of the assigned buildings in walking order, and where each stands. No totals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel, State
from consult.domain.deemed import Service
from consult.domain.doorstep.entry import Kind
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt, Method
from consult.domain.walking_order import natural
from consult.models.doorstep import EstateKey
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerHead, LedgerLine
from consult.queries.consultations import ConsultationView, consultations_of
from consult.queries.doorstep_entries import taken_along
from consult.queries.service import ServedElector, service_in
from consult.wording.places import Door

LONGEST_PROOF = 2_000
"""Leaves that are answered at once."""


@dataclass(frozen=True, slots=True)
class DoorOnRound:
    """One door: whose ballot is for it, what became of it so far, and what was tried, newest first."""

    elector_id: int
    place: Door
    units: Sequence[Door]
    serial: str
    state: str
    tried: Sequence[Attempt]


Hours = tuple[datetime, datetime]
"""From when, and until when (that moment no more), something may be recorded at a door."""


@dataclass(frozen=True, slots=True)
class RoundConsultation:
    """One consultation as a leader walks it: what may be recorded, and the doors by building, in walking order."""

    view: ConsultationView
    takes: Sequence[Kind]
    hours: Mapping[Kind, Hours]
    checkpoint: tuple[int, str] | None
    buildings: Mapping[str, Sequence[DoorOnRound]]


def round_of(session: Session, estate_id: int, buildings: Collection[str], *, now: datetime) -> list[RoundConsultation]:
    """Every consultation that is announced and not yet closed, in these buildings only."""
    running = [view for view in consultations_of(session, estate_id) if view.state in (State.ANNOUNCED, State.OPEN)]
    return [_walked(session, view, buildings, now) for view in running]


def _walked(session: Session, view: ConsultationView, buildings: Collection[str], now: datetime) -> RoundConsultation:
    hours = _hours(view)
    takes = [kind for kind, (_opens, closes) in hours.items() if now < closes]
    return RoundConsultation(view, takes, hours, _checkpoint(session, view), _doors(session, view, buildings))


def _hours(view: ConsultationView) -> dict[Kind, Hours]:
    """When each kind may be recorded: visits from the announcement on, ballots while the vote lasts.

    A phone without a network keeps these: it must not call a ballot recorded that cannot count.
    """
    offered = {Kind.PAPER: Channel.PAPER in view.channels, Kind.ANSWERS: Channel.DOORSTEP in view.channels}
    begins = {Kind.VISIT: min(view.announced_at or view.opens_at, view.opens_at)}
    return {kind: (begins.get(kind, view.opens_at), view.closes_at) for kind in Kind if offered.get(kind, True)}


def _checkpoint(session: Session, view: ConsultationView) -> tuple[int, str] | None:
    newest = _told_upto(session, view)
    if not newest:
        return None
    where = (*_lines_of(view), LedgerLine.seq == newest)
    return newest, session.scalars(select(LedgerLine.head).where(*where)).one().hex()


def _told_upto(session: Session, view: ConsultationView) -> int:
    """The last line that a phone is told of; 0 while the book is empty.

    Of a secret poll that runs it is the first: by the next ones a leader at the doors would see who has just answered.
    Once it is closed the phone follows the book from there to its end.
    """
    last = session.get_one(LedgerHead, (view.estate.id, view.id)).seq
    return min(last, 1) if view.is_rounded else last


def _lines_of(view: ConsultationView) -> tuple[ColumnElement[bool], ...]:
    return LedgerLine.estate_id == view.estate.id, LedgerLine.consultation_id == view.id


def _doors(session: Session, view: ConsultationView, buildings: Collection[str]) -> dict[str, Sequence[DoorOnRound]]:
    in_hand = set(taken_along(session, view))
    found: dict[str, Sequence[DoorOnRound]] = {}
    for building in sorted(buildings, key=natural):
        units = _units(session, view, building)
        if units:
            electors = service_in(session, view, building)
            found[building] = [_door(elector, units[elector.elector_id], in_hand) for elector in electors]
    return found


def _units(session: Session, view: ConsultationView, building: str) -> dict[int, list[Door]]:
    rows = session.execute(
        select(ElectorRow.id, ElectorRow.units).where(
            ElectorRow.estate_id == view.estate.id,
            ElectorRow.consultation_id == view.id,
            ElectorRow.building == building,
        )
    )
    return {elector_id: [(name, entrance, room) for name, entrance, room in units] for elector_id, units in rows}


def _door(elector: ServedElector, units: Sequence[Door], in_hand: Collection[int]) -> DoorOnRound:
    return DoorOnRound(
        elector_id=elector.elector_id,
        place=elector.place,
        units=units,
        serial=elector.serial,
        state=_state(elector, elector.elector_id in in_hand),
        tried=elector.attempts,
    )


_UNSERVED = {Method.NOT_HOME: "not-home", Method.REFUSED: "refused"}


def _state(elector: ServedElector, is_in_hand: bool) -> str:
    """What a leader sees of a door; never what was answered."""
    if elector.has_returned:
        return "done"
    if is_in_hand:
        return "paper"
    if elector.service is not Service.NONE:
        return "served"
    return _UNSERVED.get(elector.attempts[0].method, "todo") if elector.attempts else "todo"


def sealing_key(session: Session, estate_id: int) -> tuple[str, bytes] | None:
    """The id and the point of the key that phones seal to now."""
    newest = select(EstateKey).where(EstateKey.estate_id == estate_id).order_by(EstateKey.made_at.desc()).limit(1)
    found = session.scalar(newest)
    return (found.key_id, found.public) if found else None


def sealing_keys(session: Session, estate_id: int) -> frozenset[str]:
    """The ids of every key that this estate's phones have sealed to."""
    return frozenset(session.scalars(select(EstateKey.key_id).where(EstateKey.estate_id == estate_id)))


@dataclass(frozen=True, slots=True)
class Extension:
    """Proof that a book goes on from one of its lines: the head there, the leaves after it, and the head after them."""

    start: tuple[int, str]
    leaves: Sequence[str]
    end: tuple[int, str]
    newest: int


def extension(session: Session, view: ConsultationView, seq: int) -> Extension:
    """The lines after number `seq` by their fingerprints, some at a time; refuses `book-behind`."""
    mine, newest = _lines_of(view), _told_upto(session, view)
    start = session.scalar(select(LedgerLine.head).where(*mine, LedgerLine.seq == seq)) if seq else bytes(32)
    if start is None or seq > newest:
        raise Refusal("book-behind")
    rows = session.execute(
        select(LedgerLine.seq, LedgerLine.leaf, LedgerLine.head)
        .where(*mine, LedgerLine.seq.between(seq + 1, newest))
        .order_by(LedgerLine.seq)
        .limit(LONGEST_PROOF)
    ).all()
    end = (rows[-1].seq, rows[-1].head.hex()) if rows else (seq, start.hex())
    return Extension((seq, start.hex()), [row.leaf.hex() for row in rows], end, newest)
