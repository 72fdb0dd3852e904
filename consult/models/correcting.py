"""The ballot that a correction is about: the one that counts for an elector, whichever of theirs came first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.counting.book_count import Decision
from consult.models.ballot import UncountedBallot
from consult.models.electorate import ElectorRow
from consult.models.settling import standing_of


@dataclass(frozen=True, slots=True)
class HoldingBallot:
    """A ballot as it was recorded: its line, how it came, who entered it, and what was entered.

    `settled` is how a conflict about it was settled last, '' if it was not.
    """

    seq: int
    channel: str
    entered_by: str
    answers: dict[str, Any]
    settled: str = ""


def holding_ballot(session: Session, elector: ElectorRow) -> HoldingBallot | None:
    """What holds for an elector; where neither of two ballots counts the first, with that decision."""
    standing = standing_of(session, elector)
    if standing is None:
        return None
    first, settled = standing.first, standing.settled
    if settled is not None and settled.decision == Decision.SECOND_COUNTS:
        return _second(session, elector, settled.duplicate)
    return HoldingBallot(
        first.seq, first.channel, first.entered_by, dict(first.answers), settled.decision if settled else ""
    )


def _second(session: Session, elector: ElectorRow, seq: int) -> HoldingBallot:
    """The later ballot that owners settled for."""
    row = session.scalars(
        select(UncountedBallot).where(
            UncountedBallot.estate_id == elector.estate_id,
            UncountedBallot.consultation_id == elector.consultation_id,
            UncountedBallot.elector_id == elector.id,
            UncountedBallot.seq == seq,
        )
    ).one()
    return HoldingBallot(seq, row.channel, row.entered_by, dict(row.answers or {}), Decision.SECOND_COUNTS.value)
