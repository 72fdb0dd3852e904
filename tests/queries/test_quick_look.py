"""The quick look at every book finds what was done to its end, however long it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.actions.post_checkpoint import post_checkpoint
from consult.queries.consultations import ConsultationView
from consult.queries.quick_look import quick_look
from tests import people
from tests.cli.test_ledger import unguarded


@pytest.fixture(params=[2, 20, 21, 25], ids=lambda lines: f"{lines} lines")
def view(request: pytest.FixtureRequest, session: Session) -> ConsultationView:
    """A book of so many lines: checkpoints and ballots in turn."""
    view = people.make_open_consultation(session)
    people.make_draft(session, view.estate.id)  # a book that was not begun is whole
    electors = iter(people.electors(session, view))
    for at in range(1, request.param):
        now = people.MIDWAY + timedelta(minutes=at)
        if at % 2 and (who := next(electors, None)) is not None:
            people.vote(session, view, who, {1: "agree"}, now=now)
        else:
            post_checkpoint(session, view.estate.id, view.id, day=now.date(), once_a_day=False, now=now)
    session.commit()
    return view


def faults(session: Session) -> set[str]:
    session.expire_all()
    return {broken.fault for _code, broken in quick_look(session)}


def test_a_whole_book(session: Session, view: ConsultationView) -> None:
    assert faults(session) == set()


LAST = "(SELECT max(seq) FROM ledger_line)"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        pytest.param(f"DELETE FROM ledger_line WHERE seq = {LAST}", "tail-missing", id="the last line gone"),
        pytest.param("UPDATE ledger_head SET seq = seq + 1 WHERE seq > 0", "tail-missing", id="a head too far"),
        pytest.param(
            f"UPDATE ledger_line SET entry = replace(entry, '2026', '2027') WHERE seq = {LAST}",
            "line-changed",
            id="the last line changed",
        ),
    ],
)
def test_what_was_done_to_its_end(
    session: Session, engine: Engine, view: ConsultationView, statement: str, fault: str
) -> None:
    unguarded(engine, statement)
    assert fault in faults(session)
