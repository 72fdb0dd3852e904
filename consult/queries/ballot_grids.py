"""The grid by which a printed ballot is read."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.ballot_grid import BallotGrid, grid_from_json
from consult.models.ballot_grid import BallotGridRow


def ballot_grid(session: Session, estate_id: int, consultation_id: int, key: str) -> BallotGrid | None:
    """The grid that a ballot's code names; None where no ballot of this consultation was ever printed by it."""
    kept = session.scalar(
        select(BallotGridRow.grid).where(
            BallotGridRow.estate_id == estate_id,
            BallotGridRow.consultation_id == consultation_id,
            BallotGridRow.key == key,
        )
    )
    return grid_from_json(kept) if kept is not None else None
