"""A disk that is full under the database in the middle of a batch: what is made stays, and it is said."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from consult.domain.printing import PrintState
from consult.domain.refusal import Refusal
from consult.press.work import why_stalled, work_on
from consult.queries.consultations import ConsultationView
from consult.queries.printings import printing_of
from tests import people
from tests.press.batches import ordered, room
from tests.press.test_work_on import files_of, holders, households_let_in


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_announced_consultation(session)


class FullDatabase:
    """A session whose commits find no room from the nth on, while it is told so."""

    def __init__(self, session: Session, patch: pytest.MonkeyPatch, nth: int) -> None:
        self.made, self.nth, self.real = 0, nth, session.commit
        patch.setattr(session, "commit", self.commit)

    def commit(self) -> None:
        self.made += 1
        if self.made >= self.nth:
            said = sqlite3.OperationalError("database or disk is full")
            said.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise OperationalError("COMMIT", {}, said)
        self.real()


@pytest.mark.parametrize("nth", [3, 1], ids=["after one part", "before the first"])
def test_a_full_disk_under_the_database_keeps_what_is_made_and_says_so(
    session: Session, view: ConsultationView, tmp_path: Path, nth: int
) -> None:
    printing = ordered(session, view)
    with pytest.MonkeyPatch.context() as patch:
        FullDatabase(session, patch, nth)
        if nth == 1:
            with pytest.raises(Refusal, match="disk-full"):
                work_on(room(session, tmp_path), view.estate.id, printing)
        else:
            stopped = work_on(room(session, tmp_path), view.estate.id, printing)
            assert (stopped.state, stopped.reason) == (PrintState.FAILED, "disk-full")
    # The database could not say it either; a note beside the files does, until the next run.
    assert why_stalled(printing_of(session, view.estate.id, printing), tmp_path) == "disk-full"
    assert len(files_of(tmp_path, printing)) == (1 if nth == 3 else 0)
    assert households_let_in(session, files_of(tmp_path, printing)) == holders(session, view)
    ended = work_on(room(session, tmp_path), view.estate.id, printing)
    assert (ended.state, ended.done) == (PrintState.DONE, 15)
    assert why_stalled(ended, tmp_path) == "press-broke"
