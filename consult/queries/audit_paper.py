"""What the printed list of a sample says: how it was drawn, and the sheets in the order of the draw."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.documents.audit_list import AuditListSheet, DrawnSheet
from consult.domain.audit import draw
from consult.domain.refusal import Refusal
from consult.queries.audit import sample_of, sample_row
from consult.queries.consultations import ConsultationView
from consult.queries.papers import imprint, term_text


def is_drawn(session: Session, view: ConsultationView) -> bool:
    """Whether a sample was drawn, so that there is a list to print."""
    row = sample_row(session, view.estate.id, view.id)
    return row is not None and row.seed is not None


def audit_list_sheet(session: Session, view: ConsultationView, now: datetime) -> AuditListSheet:
    """The list of the ballots drawn; refuses `audit-list-missing` and `audit-not-drawn`."""
    sample = sample_of(session, view.estate.id, view.id)
    if sample is None:
        raise Refusal("audit-list-missing")
    if sample.seed is None or sample.drawn_at is None:
        raise Refusal("audit-not-drawn")
    found = {ballot.number: ballot for ballot in sample.ballots}
    turns = draw(sample.seed, sample.listed, sample.size)
    return AuditListSheet(
        estate=view.estate.name,
        title=view.title,
        issuer=view.estate.committee,
        imprint=imprint(view, now),
        listed=sample.listed,
        fingerprint=sample.fingerprint,
        share=sample.share,
        confidence=sample.confidence,
        fixed_at=sample.fixed_at,
        fixed_by=sample.fixed_by,
        seed=sample.seed,
        drawn_at=sample.drawn_at,
        drawn_by=sample.drawn_by,
        drawn=[DrawnSheet(turn, found[turn].serial, found[turn].door) for turn in turns if turn in found],
        term=term_text(view.estate.term),
    )
