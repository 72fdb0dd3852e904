"""Whether a household said of a sheet that it is not theirs: until that is dismissed, nobody reads it again."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.contest import Ruling
from consult.domain.refusal import reasons
from consult.models.contest import Contest
from consult.models.paper_sheet import PaperSheet

reasons(
    sheet_contested="serial: a sheet read once more, of which its household said that it is not theirs",
)


def is_contested(session: Session, sheet: PaperSheet) -> bool:
    """Whether a contest of the sheet waits or was upheld."""
    found = session.scalar(
        select(Contest.id)
        .where(
            Contest.estate_id == sheet.estate_id,
            Contest.consultation_id == sheet.consultation_id,
            Contest.ballot_seq == sheet.seq,
            Contest.ruling.in_(("", Ruling.UPHELD.value)),
        )
        .limit(1)
    )
    return found is not None
