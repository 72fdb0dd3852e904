"""Totals over all estates, for whoever runs the service."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from consult.models.ballot import Ballot
from consult.models.consultation import Consultation
from consult.models.ledger import LedgerHead


def consultations_by_state(session: Session) -> dict[str, int]:
    """How many consultations stand in each state; states without any are left out."""
    return dict(session.execute(select(Consultation.state, func.count()).group_by(Consultation.state)).all())


def counted_ballots(session: Session) -> int:
    """All counted ballots of named consultations, from the running counts: no ballot is counted for a dashboard."""
    return _summed(session, LedgerHead.heads)


def ledger_lines(session: Session) -> int:
    """All lines in the books of named consultations."""
    return _summed(session, LedgerHead.seq)


def _summed(session: Session, column: InstrumentedAttribute[int]) -> int:
    """A column of the books' heads, secret consultations left out: what moves there tells that somebody voted."""
    total = session.scalar(
        select(func.coalesce(func.sum(column), 0))
        .join(
            Consultation,
            (Consultation.estate_id == LedgerHead.estate_id) & (Consultation.id == LedgerHead.consultation_id),
        )
        .where(Consultation.secrecy == "named")
    )
    return int(total or 0)


def counted_by_channel(session: Session) -> dict[str, int]:
    """Ballots of named consultations that count now, by channel. Counts rows: ask seldom."""
    rows = session.execute(
        select(Ballot.channel, func.count())
        .join(Consultation, (Consultation.estate_id == Ballot.estate_id) & (Consultation.id == Ballot.consultation_id))
        .where(Consultation.secrecy == "named")
        .group_by(Ballot.channel)
    )
    return {channel: int(n) for channel, n in rows}
