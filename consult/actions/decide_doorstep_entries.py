"""Deed: decide about entries that wait for a person, one or many with the same reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from consult.domain.doorstep.outcome import TO_DECIDE, Status, may_take_effect
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.doorstep import DoorstepEntry


@deed
def decide_doorstep_entries(
    session: Session, estate_id: int, entry_ids: Collection[int], *, let_in: bool, note: str, by: str, now: datetime
) -> list[str]:
    """Let entries in (they take effect next), or set them aside for good; answers the fingerprints of those decided.

    Of several, those that somebody has decided meanwhile or that can never take effect are passed over. Refuses
    `nothing-ticked`, `entry-unknown`, `decision-note-missing`, and where nothing is left `entry-decided` or
    `entry-never-fits`.
    """
    rows = _rows(session, estate_id, entry_ids)
    if not note.strip():
        raise Refusal("decision-note-missing")
    unfit = [_unfit(row, let_in) for row in rows]
    taken = [row for row, fault in zip(rows, unfit, strict=True) if not fault]
    if not taken:
        raise Refusal(next(filter(None, unfit)))
    for row in taken:
        row.status = (Status.WAITING if let_in else Status.SET_ASIDE).value
        row.decided_by, row.decided_at, row.decision_note = by, now, note.strip()[:500]
    return [row.fingerprint for row in taken]


def _rows(session: Session, estate_id: int, entry_ids: Collection[int]) -> Sequence[DoorstepEntry]:
    """The entries, held, in the order in which they came."""
    if not entry_ids:
        raise Refusal("nothing-ticked")
    rows = session.scalars(
        select(DoorstepEntry)
        .where(DoorstepEntry.estate_id == estate_id, DoorstepEntry.id.in_(entry_ids))
        .order_by(DoorstepEntry.received_at, DoorstepEntry.id)
        .options(defer(DoorstepEntry.sealed), defer(DoorstepEntry.bound))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if len(rows) != len(set(entry_ids)):
        raise Refusal("entry-unknown")
    return rows


def _unfit(row: DoorstepEntry, let_in: bool) -> str:
    """Why nothing can be decided so about an entry; '' where it can."""
    if Status(row.status) not in TO_DECIDE:
        return "entry-decided"
    return "entry-never-fits" if let_in and not may_take_effect(row.reason) else ""
