"""Finding a printing under its lock, for the deeds that move it on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.domain.printing import PrintState, refuse_unless_open_to_work
from consult.domain.refusal import Refusal
from consult.models.printing import Printing


def locked(session: Session, estate_id: int, printing_id: int) -> Printing:
    """The printing, locked to the end of the deed; refuses `unknown-printing`, also for another estate's."""
    found = session.get(Printing, (estate_id, printing_id), with_for_update=True)
    if found is None:
        raise Refusal("unknown-printing")
    return found


def locked_unended(session: Session, estate_id: int, printing_id: int) -> Printing:
    """The printing, if more can come of it; refuses `batch-ended` too."""
    found = locked(session, estate_id, printing_id)
    refuse_unless_open_to_work(PrintState(found.state))
    return found
