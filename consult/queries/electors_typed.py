"""Which elector is meant by a room or a serial that somebody typed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from consult.domain.door_typed import door_key, typed_key
from consult.domain.receipt import fold
from consult.domain.refusal import Refusal
from consult.domain.serial import read_serial
from consult.domain.walking_order import natural
from consult.models.electorate import ElectorUnit
from consult.queries.receipts import ElectorView, elector_of_serial, elector_view

SHORTEST_SERIAL = 5
LONGEST_SAID = 60
"""Characters of what was typed that a refusal repeats."""
MOST_NAMED = 6
"""Doors that a refusal names."""


def elector_typed(session: Session, estate_id: int, consultation_id: int, typed: str) -> ElectorView:
    """The elector of any of their rooms, or of their ballot's serial. Without an entrance, if only one has the room.

    Refuses `door-missing`, `unknown-door`, `ambiguous-door`, `serial-mistyped` and `unknown-serial`.
    """
    if not typed.strip():
        raise Refusal("door-missing")
    found = _at_door(session, estate_id, consultation_id, typed)
    if found is None and _looks_like_a_serial(typed):
        return _of_serial(session, estate_id, consultation_id, typed)
    if found is None:
        raise Refusal("unknown-door", typed=typed.strip()[:LONGEST_SAID])
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
    """The one elector who answers for this door; None where there is none, or several doors are written like it.

    Refuses `ambiguous-door` where the entrance was left out and several have such a room.
    """
    key = typed_key(typed)
    rows = session.execute(
        select(ElectorUnit.elector_id, ElectorUnit.building, ElectorUnit.entrance, ElectorUnit.room).where(
            ElectorUnit.estate_id == estate_id,
            ElectorUnit.consultation_id == consultation_id,
            # The last part of what was typed stands in the room as the roll writes it; the rest is compared here.
            ElectorUnit.room.icontains(key.rpartition("-")[2], autoescape=True),
        )
    ).all()
    meant = {elector for elector, *door in rows if door_key(*door) == key} or _without_entrance(key, typed, rows)
    return elector_view(session, estate_id, meant.pop()) if len(meant) == 1 else None


def _without_entrance(key: str, typed: str, rows: Sequence[Row[int, str, str, str]]) -> set[int]:
    """The elector of a door typed like 12-301, where its building has entrances; refuses `ambiguous-door`."""
    found = [row for row in rows if row.building and door_key(row.building, "", row.room) == key]
    meant = {row.elector_id for row in found}
    if len(meant) > 1:
        known = sorted({door_key(row.building, row.entrance, row.room) for row in found}, key=natural)
        raise Refusal("ambiguous-door", typed=typed.strip()[:LONGEST_SAID], known=tuple(known[:MOST_NAMED]))
    return meant
