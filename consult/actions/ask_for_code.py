"""Deed: ask for a code by message. Whether one will be sent is told to nobody but the sender.

Every request is counted and kept alike, with a code of its own, also for a room that is on no roll or has no mobile
number on it: what a visitor sees, and how long it takes, says nothing about either.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.message_code import may_be_sent_to, mobile_among, new_digits, refuse_over_messages
from consult.domain.receipt import fold
from consult.domain.refusal import Refusal
from consult.domain.visit import key_hash, new_key
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.household_visit import door_meant, elector_at
from consult.models.kept_secret import keyed
from consult.models.message_code import MessageCode, asked_so_far, digits_hash, sent_to_number, sweep_codes
from consult.models.place import Estate
from consult.models.roll import RollUnit

_LOG = logging.getLogger("consult.security")
_Door = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who wants a code: the consultation, the door as typed, and the network address that asks."""

    consultation: str
    building: str
    entrance: str
    room: str
    address: str


@dataclass(frozen=True, slots=True)
class AskedCode:
    """What came of it. `key` is for the browser that asked; `number` ('' for none) and `digits` for the sender only."""

    key: str
    number: str = field(repr=False)
    digits: str = field(repr=False)


@deed
def ask_for_code(session: Session, asking: Asking, *, secret: str, now: datetime) -> AskedCode:
    """Count a request and make its code, replacing none before it.

    Refuses `unknown-consultation`, `too-many-messages` and `messages-paused`.
    """
    consultation = session.scalar(select(Consultation).where(Consultation.code == fold(asking.consultation)))
    if consultation is None or consultation.state == State.DRAFT:
        raise Refusal("unknown-consultation", code=asking.consultation[:20])
    # Requests of one estate wait for each other here, so that counting and keeping are one step.
    session.get(Estate, consultation.estate_id, with_for_update={"key_share": True})
    door = door_meant(asking.building, asking.entrance, asking.room)
    asked = AskedCode(new_key(), "", new_digits())
    kept = _kept(consultation, asking, door, asked, secret=secret, now=now)
    _refuse_over_budget(session, kept, now)
    number = _number(session, consultation, door, kept, secret=secret, now=now)
    sweep_codes(session, consultation.estate_id, now)
    session.add(kept)
    return AskedCode(asked.key, number, asked.digits)


def _kept(
    consultation: Consultation, asking: Asking, door: _Door, asked: AskedCode, *, secret: str, now: datetime
) -> MessageCode:
    key = key_hash(asked.key)
    return MessageCode(
        estate_id=consultation.estate_id,
        consultation_id=consultation.id,
        elector_id=None,
        key_hash=key,
        code_hash=digits_hash(secret, key, asked.digits),
        # Keyed: which room or address asked is nobody else's business. A door's budget is the same in every vote.
        door_key=keyed(secret, "message door", "\x1f".join((str(consultation.estate_id), *door))),
        asker_key=keyed(secret, "message address", asking.address),
        number_key="",
        asked_at=now,
        tries=0,
        used_at=None,
    )


def _refuse_over_budget(session: Session, kept: MessageCode, now: datetime) -> None:
    try:
        refuse_over_messages(asked_so_far(session, kept.estate_id, kept.door_key, kept.asker_key, now))
    except Refusal as refusal:
        _LOG.warning("message refused: %s in estate %s", refusal.reason, kept.estate_id)
        raise


def _number(
    session: Session, consultation: Consultation, door: _Door, kept: MessageCode, *, secret: str, now: datetime
) -> str:
    """Where the message goes, noted in what is kept; '' where none is sent. Asks the database as much either way."""
    elector = elector_at(session, consultation, door)
    rooms = [(str(unit[0]), str(unit[1]), str(unit[2])) for unit in elector.units] if elector is not None else [door]
    listed = mobile_among(_phones(session, consultation, rooms, door))
    number = listed if elector is not None else ""
    kept.number_key = keyed(secret, "message number", number or kept.key_hash)
    had_enough = not may_be_sent_to(sent_to_number(session, kept.estate_id, kept.number_key, now))
    if had_enough:
        _LOG.warning("message not sent: its number had enough today, in estate %s", kept.estate_id)
    if elector is None or not number or had_enough:
        return ""
    kept.elector_id = elector.id
    return number


def _phones(session: Session, consultation: Consultation, rooms: list[_Door], door: _Door) -> list[str]:
    """Numbers beside these rooms on the roll that the electorate was frozen from; those of this door first."""
    place = (RollUnit.building, RollUnit.entrance, RollUnit.room)
    found = session.execute(
        select(*place, RollUnit.phones).where(
            RollUnit.estate_id == consultation.estate_id,
            RollUnit.roll_id == consultation.roll_id,
            tuple_(*place).in_(rooms),
        )
    ).all()
    in_turn = sorted(found, key=lambda row: ((row.building, row.room) != (door[0], door[2]), tuple(row[:3])))
    return [str(phone) for row in in_turn for phone in row.phones]
