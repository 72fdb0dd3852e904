"""Deed: change the roll by hand, or take such a change back. Each makes a version, and says who, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.domain.record_request import Reply, check_reply
from consult.domain.refusal import Refusal
from consult.domain.roll_edit import ChangeKind, UnitEdit, check_reason, edited, taken_back, unit_from_json
from consult.models.base import deed
from consult.models.record_request import RecordRequest
from consult.models.roll import Roll
from consult.models.roll_change import RollChange, RollUnitChange
from consult.models.roll_versions import Why, lock_roll, newest_roll, roll_by_hand
from consult.queries.roll import units_of


@deed
def change_roll(
    session: Session,
    estate_id: int,
    edits: Sequence[UnitEdit],
    kind: ChangeKind,
    reason: str,
    *,
    by: str,
    now: datetime,
    request_id: int | None = None,
) -> int:
    """Change units of the roll in force; answers the version made. A household's request is answered by it.

    Refuses `no-roll`, `unknown-request`, `request-answered`, and what `check_reason` and `edited` do.
    """
    why = Why(kind, check_reason(reason), request_id=request_id)
    before = _in_force(session, estate_id)
    if request_id is not None:
        _agree(session, estate_id, request_id, why.reason, by, now)
    units = edited(units_of(session, estate_id, before.id), edits)
    return roll_by_hand(session, before, units, edits, why, by, now).version


@deed
def undo_roll_change(session: Session, estate_id: int, change_id: int, reason: str, *, by: str, now: datetime) -> int:
    """Take a change back, as long as its units stand as it left them; answers the version made.

    Refuses `roll-change-unknown`, `roll-change-undone`, and what `check_reason` and `taken_back` do.
    """
    before = _in_force(session, estate_id)
    change = session.get(RollChange, (estate_id, change_id))
    if change is None or change.kind == ChangeKind.MENDED:
        raise Refusal("roll-change-unknown")
    if session.scalar(_undoing(estate_id, change_id)) is not None:
        raise Refusal("roll-change-undone")
    edits = _edits_of(session, change)
    units = taken_back(units_of(session, estate_id, before.id), edits)
    why = Why(ChangeKind.UNDO, check_reason(reason), undoes_id=change_id)
    return roll_by_hand(session, before, units, [edit.reverse for edit in edits], why, by, now).version


def _agree(session: Session, estate_id: int, request_id: int, reason: str, by: str, now: datetime) -> None:
    """The correction is the answer to the household that asked for it; refuses what was answered before."""
    asked = session.get(RecordRequest, (estate_id, request_id), with_for_update=True)
    if asked is None:
        raise Refusal("unknown-request")
    kept, said = check_reply(Reply.AGREED, reason, asked.answered_at)
    asked.reply, asked.reason = kept.value, said
    asked.answered_by, asked.answered_at = by, now


def _undoing(estate_id: int, change_id: int) -> Select[int]:
    return select(RollChange.id).where(RollChange.estate_id == estate_id, RollChange.undoes_id == change_id)


def _in_force(session: Session, estate_id: int) -> Roll:
    """The version in force, and nobody else changes it meanwhile; refuses `no-roll`."""
    lock_roll(session, estate_id)
    found = newest_roll(session, estate_id)
    if found is None:
        raise Refusal("no-roll")
    return found


def _edits_of(session: Session, change: RollChange) -> list[UnitEdit]:
    rows = session.scalars(
        select(RollUnitChange)
        .where(RollUnitChange.estate_id == change.estate_id, RollUnitChange.change_id == change.id)
        .order_by(RollUnitChange.position)
    )
    return [
        UnitEdit(
            unit_from_json(row.before) if row.before else None,
            unit_from_json(row.after) if row.after else None,
        )
        for row in rows
    ]
