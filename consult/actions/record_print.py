"""Deed: write one paper that was printed whole into the print log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.printing import PrintState
from consult.models.base import deed
from consult.models.printing import Printing


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A paper as it left: what, in which language ('' for the installation's), of which text, the file's hash."""

    kind: str
    language: str
    text_hash: str
    pages: int
    sha256: str


@deed
def record_print(
    session: Session, estate_id: int, consultation_id: int, paper: PrintedPaper, *, by: str, now: datetime
) -> None:
    """Add the paper to the log."""
    session.add(
        Printing(
            estate_id=estate_id,
            consultation_id=consultation_id,
            kind=paper.kind,
            language=paper.language,
            text_hash=paper.text_hash,
            pages=paper.pages,
            sha256=paper.sha256,
            state=PrintState.DONE.value,
            done=1,
            total=1,
            by=by,
            at=now,
            ended_at=now,
        )
    )
