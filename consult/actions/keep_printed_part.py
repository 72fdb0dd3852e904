"""Deed: a part of a batch is safely written, so let it count, and let the codes in it work from this moment.

The file comes first and the codes second, in one transaction with the part's own line: whatever is interrupted, no
household is left with a code that nobody has printed. Until here its earlier letter works; from here the new one does.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.printing import PrintState, WrittenPart
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.letter_keys import keep_keys
from consult.models.printing import Printing, PrintingPart
from consult.models.printing_rows import locked


@deed
def keep_printed_part(
    session: Session, estate_id: int, printing_id: int, written: WrittenPart, *, now: datetime
) -> bool:
    """Let the part count; answers False for a batch cancelled meanwhile: then the file is worthless and must go.

    Refuses `unknown-printing` and, for letters, `already-closed`.
    """
    printing = locked(session, estate_id, printing_id)
    if PrintState(printing.state).is_ended:
        return False
    part = _part(session, printing, written.number)
    if part.made_at is None:
        if written.keys:
            keep_keys(session, estate_id, printing.consultation_id, written.keys, now=now)
        _note(printing, part, written, now)
    return True


def _part(session: Session, printing: Printing, number: int) -> PrintingPart:
    found = session.scalar(
        select(PrintingPart).where(
            PrintingPart.estate_id == printing.estate_id,
            PrintingPart.printing_id == printing.id,
            PrintingPart.number == number,
        )
    )
    if found is None:
        raise Refusal("unknown-printing")
    return found


def _note(printing: Printing, part: PrintingPart, written: WrittenPart, now: datetime) -> None:
    part.pages, part.size, part.sha256, part.made_at = written.pages, written.size, written.sha256, now
    part.text_hash = written.text_hash
    printing.pages += written.pages
    printing.done += len(part.electors)
    if printing.total == len(part.electors):
        printing.sha256 = written.sha256
