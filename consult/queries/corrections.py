"""Corrections of entered ballots: what waits for a second person, what was confirmed or refused, what now counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.correction import Verdict, verdict_of
from consult.domain.question import Answer
from consult.domain.question_json import answers_from_json
from consult.models.correcting import HoldingBallot
from consult.models.correction import Correction
from consult.models.electorate import ElectorRow
from consult.queries.contests import EnteredBallot, entered_ballot
from consult.wording.places import Door


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One correction with the ballot it is about; `before` are the answers that counted when it was proposed."""

    id: int
    door: Door
    ballot: EnteredBallot
    answers: Mapping[int, Answer]
    before: Mapping[int, Answer]
    reason: str
    evidence: str
    verdict: Verdict
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    note: str
    seq: int | None

    @property
    def waits(self) -> bool:
        """Whether the second person has not decided."""
        return self.verdict is Verdict.PROPOSED


def corrections(
    session: Session, estate_id: int, consultation_id: int, elector_id: int | None = None, *, is_over: bool = False
) -> list[CorrectionView]:
    """All corrections, those that wait first, or those of one elector; the oldest first.

    `is_over`: the objection period has ended, and nobody waits any more.
    """
    wanted = [Correction.estate_id == estate_id, Correction.consultation_id == consultation_id]
    if elector_id is not None:
        wanted.append(Correction.elector_id == elector_id)
    rows = session.execute(
        select(Correction, ElectorRow)
        .join(ElectorRow, (ElectorRow.estate_id == Correction.estate_id) & (ElectorRow.id == Correction.elector_id))
        .where(*wanted)
        .order_by(Correction.proposed_at, Correction.id)
    ).all()
    found = [_view(session, row, elector, is_over=is_over) for row, elector in rows]
    return sorted(found, key=lambda one: not one.waits)


def _view(session: Session, row: Correction, elector: ElectorRow, *, is_over: bool) -> CorrectionView:
    return CorrectionView(
        id=row.id,
        door=(elector.building, elector.entrance, elector.room),
        ballot=entered_ballot(session, row.estate_id, row.consultation_id, row.ballot_seq),
        answers=answers_from_json(row.answers),
        before=answers_from_json(row.before or {}),
        reason=row.reason,
        evidence=row.evidence,
        verdict=verdict_of(row.state, is_over=is_over),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        note=row.note,
        seq=row.seq,
    )


def waiting(session: Session, estate_id: int, consultation_id: int, ballot_seq: int) -> Correction | None:
    """The proposal about a ballot that waits for the second person."""
    return session.scalar(
        select(Correction).where(
            Correction.estate_id == estate_id,
            Correction.consultation_id == consultation_id,
            Correction.waiting == ballot_seq,
        )
    )


def counting_answers(session: Session, elector: ElectorRow, ballot: HoldingBallot) -> dict[str, Any]:
    """What counts for a ballot: the last confirmed correction, else what was entered."""
    corrected = session.scalar(
        select(Correction.answers)
        .where(
            Correction.estate_id == elector.estate_id,
            Correction.consultation_id == elector.consultation_id,
            Correction.ballot_seq == ballot.seq,
            Correction.seq.is_not(None),
        )
        .order_by(Correction.seq.desc())
        .limit(1)
    )
    return dict(ballot.answers if corrected is None else corrected)
