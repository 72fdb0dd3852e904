"""Deed: record what comparing one ballot of the sample with its paper found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.models.audit import AuditFinding, AuditSample
from consult.models.base import deed
from consult.queries.audit import drawn_serials


@deed
def record_audit_finding(
    session: Session,
    estate_id: int,
    consultation_id: int,
    serial: str,
    *,
    agrees: bool,
    note: str,
    by: str,
    now: datetime,
) -> None:
    """Keep a finding; a later one about the same ballot takes its place, and the earlier one stays.

    Refuses `audit-list-missing`, `audit-published`, `audit-not-in-sample` and, where it differs without a word,
    `audit-note-missing`.
    """
    mine = (AuditSample.estate_id == estate_id, AuditSample.consultation_id == consultation_id)
    row = session.scalar(select(AuditSample).where(*mine).with_for_update())
    if row is None:
        raise Refusal("audit-list-missing")
    if row.result_seq is not None:
        raise Refusal("audit-published")
    if serial not in drawn_serials(row):
        raise Refusal("audit-not-in-sample", serial=serial)
    if not agrees and not note.strip():
        raise Refusal("audit-note-missing", serial=serial)
    about = (AuditFinding.estate_id == estate_id, AuditFinding.sample_id == row.id, AuditFinding.serial == serial)
    session.add(
        AuditFinding(
            estate_id=estate_id,
            sample_id=row.id,
            serial=serial,
            turn=(session.scalar(select(func.max(AuditFinding.turn)).where(*about)) or 0) + 1,
            outcome="agrees" if agrees else "differs",
            note=note.strip(),
            found_by=by,
            found_at=now,
        )
    )
