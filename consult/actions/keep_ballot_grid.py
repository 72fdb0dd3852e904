"""Deed: keep where the boxes of a batch's ballots lie, before the first of them is made."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.ballot_grid import BallotGrid
from consult.models.ballot_grid import BallotGridRow
from consult.models.base import deed
from consult.models.consultation import Consultation


@deed
def keep_ballot_grid(
    session: Session, estate_id: int, consultation_id: int, grid: BallotGrid, *, now: datetime
) -> None:
    """Keep it with the consultation. Batches that are laid out alike share one."""
    session.get(Consultation, (estate_id, consultation_id), with_for_update=True)
    kept = session.scalar(
        select(BallotGridRow.id).where(
            BallotGridRow.estate_id == estate_id,
            BallotGridRow.consultation_id == consultation_id,
            BallotGridRow.key == grid.key,
        )
    )
    if kept is None:
        session.add(
            BallotGridRow(
                estate_id=estate_id, consultation_id=consultation_id, key=grid.key, grid=grid.as_json(), kept_at=now
            )
        )
