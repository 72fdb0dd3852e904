"""Which elector is meant by a room or a serial that somebody typed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.door_typed import door_key, typed_key
from consult.domain.receipt import fold
from consult.domain.refusal import Refusal
from consult.domain.serial import read_serial
from consult.models.electorate import ElectorUnit
from consult.queries.receipts import ElectorView, elector_of_serial, elector_view

SHORTEST_SERIAL = 5


def elector_typed(session: Session, estate_id: int, consultation_id: int, typed: str) -> ElectorView:
    """The elector of any of their rooms, or of their ballot's serial.

    Refuses `door-missing`, `unknown-door`, `serial-mistyped` and `unknown-serial`.
    """
    if not typed.strip():
        raise Refusal("door-missing")
    found = _at_door(session, estate_id, consultation_id, typed)
    if found is None and _looks_like_a_serial(typed):
        return _of_serial(session, estate_id, consultation_id, typed)
    if found is None:
        raise Refusal("unknown-door", typed=typed.strip()[:60])
    return found


def _looks_like_a_serial(typed: str) -> bool:
    folded = fold(typed)
    return len(folded) >= SHORTEST_SERIAL and folded.isascii() and folded.isdigit() and not set("-–—") & set(typed)


def _of_serial(session: Session, estate_id: int, consultation_id: int, typed: str) -> ElectorView:
    serial = read_serial(typed)
    found = elector_of_serial(session, estate_id, consultation_id, serial)
    if found is None:
        raise Refusal("unknown-serial", serial=serial)
    return found


def _at_door(session: Session, estate_id: int, consultation_id: int, typed: str) -> ElectorView | None:
    """The one elector who answers for this door; None where there is none, or more than one is meant."""
    key = typed_key(typed)
    rows = session.execute(
        select(ElectorUnit.elector_id, ElectorUnit.building, ElectorUnit.entrance, ElectorUnit.room).where(
            ElectorUnit.estate_id == estate_id,
            ElectorUnit.consultation_id == consultation_id,
            # The last part of what was typed stands in the room as the roll writes it; the rest is compared here.
            ElectorUnit.room.icontains(key.rpartition("-")[2], autoescape=True),
        )
    )
    meant = {elector for elector, *door in rows if door_key(*door) == key}
    return elector_view(session, estate_id, meant.pop()) if len(meant) == 1 else None
