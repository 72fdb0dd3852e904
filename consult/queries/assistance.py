"""Who helped households to fill in the ballots that count: for the committee, never for the public."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.assistance import Assistance
from consult.models.ballot import Ballot


@dataclass(frozen=True, slots=True)
class Helped:
    """One assistant as households wrote the name, and how many ballots they helped with."""

    name: str
    relation: str
    ballots: int


def assistants(session: Session, estate_id: int, consultation_id: int) -> list[Helped]:
    """Assistants by falling number of ballots; of whom, is not told."""
    rows = session.execute(
        select(Assistance.name, Assistance.relation, func.count())
        .join(
            Ballot,
            (Ballot.estate_id == Assistance.estate_id)
            & (Ballot.consultation_id == Assistance.consultation_id)
            & (Ballot.seq == Assistance.ballot_seq),
        )
        .where(Assistance.estate_id == estate_id, Assistance.consultation_id == consultation_id)
        .group_by(Assistance.name, Assistance.relation)
        .order_by(func.count().desc(), Assistance.name, Assistance.relation)
    )
    return [Helped(name, relation, ballots) for name, relation, ballots in rows]
