"""Lines that somebody wrote into the database past the program: the check names them, whatever they are."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from consult.models.ledger import LedgerLine
from consult.queries.book import check_book
from tests import people

STRANGE = {
    "torn": "{",
    "nothing": "",
    "a list": "[]",
    "null": "null",
    "a fraction": '{"a":1.5}',
    "no payload": '{"at":"x","consultation":"y","prev":"","seq":2,"type":"BALLOT","v":1}',
    "another payload": '{"at":"x","consultation":"y","payload":5,"prev":"","seq":2,"type":"BALLOT","v":1}',
    "an empty payload": '{"at":"x","consultation":"y","payload":{},"prev":"","seq":2,"type":"BALLOT","v":1}',
    "deep nesting": "[" * 50_000,
}


@pytest.mark.one_database
@pytest.mark.parametrize("entry", STRANGE.values(), ids=STRANGE)
def test_it_is_named_and_never_a_trace(session: Session, entry: str) -> None:
    view = people.make_closed_consultation(session)
    for (trigger,) in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        session.execute(text(f'DROP TRIGGER "{trigger}"'))
    session.execute(text("PRAGMA ignore_check_constraints = ON"))
    session.execute(
        text(f"UPDATE {LedgerLine.__tablename__} SET entry = :entry WHERE consultation_id = :id AND seq = 2"),
        {"entry": entry, "id": view.id},
    )
    found = {(one.seq, one.fault) for one in check_book(session, view).breaks}
    assert (2, "line-changed") in found
