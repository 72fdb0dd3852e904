"""Deed: draw the sample from a seed that was thrown in public, after its list was fixed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.audit import read_seed
from consult.domain.refusal import Refusal
from consult.models.audit import AuditSample
from consult.models.base import deed


@deed
def draw_audit_sample(
    session: Session, estate_id: int, consultation_id: int, seed: str, *, by: str, now: datetime
) -> None:
    """Keep the seed, once: from it anybody draws the same ballots.

    Refuses `seed-too-short`, `audit-list-missing` and `audit-drawn`.
    """
    digits = read_seed(seed)
    mine = (AuditSample.estate_id == estate_id, AuditSample.consultation_id == consultation_id)
    row = session.scalar(select(AuditSample).where(*mine).with_for_update())
    if row is None:
        raise Refusal("audit-list-missing")
    if row.seed is not None:
        raise Refusal("audit-drawn", seed=row.seed)
    row.seed, row.drawn_by, row.drawn_at = digits, by, now
