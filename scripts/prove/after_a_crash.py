"""What must be true of a database after a crash, whatever it was: nothing lost, nothing twice, the chain whole."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from consult.models.ballot import Ballot, UncountedBallot
from consult.models.ledger import LedgerLine
from consult.queries.book import check_book
from consult.queries.consultations import consultation_of_code
from consult.queries.receipts import receipt_in_book
from scripts.prove.steadfast import Acknowledged

LOST = "acknowledged and lost"


@dataclass
class Found:
    """What was found to be untrue, in sentences, and the figures that a proof tells."""

    lost: list[str] = field(default_factory=list)
    """Submissions that were acknowledged and are not there, or not under the receipt that was shown."""
    twice: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    ballots: int = 0

    @property
    def faults(self) -> list[str]:
        """All of it."""
        return [*self.lost, *self.twice, *self.broken]


def look(engine: Engine, code: str, acknowledged: Mapping[str, Acknowledged | None]) -> Found:
    """Hold the database against what voters were told so far; they may be voting meanwhile.

    A cluster that crashed throws out whoever had come in just before: they come again.
    """
    told = dict(acknowledged)
    for _ in range(_COMINGS):
        with suppress(OperationalError):
            return _look_once(engine, code, told)
        engine.dispose()
        time.sleep(0.3)
    return _look_once(engine, code, told)


def _look_once(engine: Engine, code: str, told: Mapping[str, Acknowledged | None]) -> Found:
    with engine.connect() as connection:
        # One state of everything: a voter may commit between two statements.
        connection = connection.execution_options(isolation_level=_SNAPSHOT.get(engine.dialect.name, "SERIALIZABLE"))
        with Session(connection) as session:
            return _look(session, code, told)


_COMINGS = 20
_SNAPSHOT = {"postgresql": "REPEATABLE READ"}


def _look(session: Session, code: str, told: Mapping[str, Acknowledged | None]) -> Found:
    view = consultation_of_code(session, code)
    mine = (Ballot.estate_id == view.estate.id, Ballot.consultation_id == view.id)
    kept = {row.submission_id: row for row in session.execute(
        select(Ballot.submission_id, Ballot.receipt, Ballot.elector_id).where(*mine))}  # fmt: skip
    found = Found(ballots=len(kept))
    found.lost = [f"{LOST}: {submission}" for submission in told if submission not in kept]
    for one in filter(None, told.values()):
        if one.submission in kept and kept[one.submission].receipt != one.receipt:
            found.lost.append(f"acknowledged as {one.receipt}, kept as {kept[one.submission].receipt}")
    found.twice = _twice(session, len({row.elector_id for row in kept.values()}), len(kept))
    checked = check_book(session, view)
    found.broken = [f"the book is broken at no. {one.seq}: {one.fault}" for one in checked.breaks]
    if checked.ballots != len(kept):
        found.twice.append(f"{checked.ballots} lines of ballots for {len(kept)} ballots")
    return found


def _twice(session: Session, electors: int, ballots: int) -> list[str]:
    found = [f"{ballots} ballots of {electors} electors"] if ballots != electors else []
    aside = session.scalar(select(func.count()).select_from(UncountedBallot)) or 0
    doubles = session.scalar(select(func.count()).select_from(LedgerLine).where(LedgerLine.type == "DUPLICATE")) or 0
    if aside or doubles:
        found.append(f"a retry was taken for a second ballot: {aside} set aside, {doubles} lines DUPLICATE")
    return found


def receipts_missing(engine: Engine, acknowledged: Iterable[Acknowledged]) -> list[str]:
    """The slip codes that the public query does not find."""
    with Session(engine) as session:
        return [one.receipt for one in acknowledged if receipt_in_book(session, one.receipt) is None]
