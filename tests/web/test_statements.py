"""How often a page asks the database: at most twelve times, and never more because more ballots have come in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from consult.models.base import db
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import come_in_as_household, come_in_as_staff, make_staff

MOST = 12


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


Opened = Callable[[str], int]


@pytest.fixture
def sent_by(app: Flask, client: LookingClient) -> Opened:
    """How many statements a page sends, opened for the second time."""

    def count(path: str) -> int:
        client.get(path)
        with statements(app) as said:
            assert client.get(path).status_code == 200
        return len(said)

    return count


def test_no_page_asks_more_than_a_dozen_times_nor_more_with_every_ballot(
    client: LookingClient, session: Session, sent_by: Opened
) -> None:
    view = people.make_open_consultation(session)
    electors = people.electors(session, view)
    come_in_as_household(client, session, electors[-1], now=people.MIDWAY)
    come_in_as_staff(client, session, make_staff(session, view.estate.id), now=people.MIDWAY)
    pages = [f"/c/{view.code}", f"/c/{view.code}/ballot", "/console", f"/console/c/{view.code}"]
    pages += [f"/console/c/{view.code}/watch", f"/console/c/{view.code}/rooms", f"/c/{view.code}/screen"]
    pages += [f"/console/c/{view.code}/exports", f"/console/c/{view.code}/publish", "/console/log"]
    people.vote(session, view, electors[0], {1: "agree"})
    session.commit()
    before = {page: sent_by(page) for page in pages}
    for elector in electors[1:6]:
        people.vote(session, view, elector, {1: "oppose"})
    session.commit()
    assert {page: sent_by(page) for page in pages} == before
    assert max(before.values()) <= MOST, before


def test_the_console_asks_as_often_for_one_consultation_as_for_four(
    client: LookingClient, session: Session, sent_by: Opened
) -> None:
    estate = people.make_estate(session)
    come_in_as_staff(client, session, make_staff(session, estate), now=people.MIDWAY)
    people.make_open_consultation(session, estate)
    session.commit()
    with_one = sent_by("/console")
    for _ in range(3):
        people.make_open_consultation(session, estate)
    session.commit()
    assert sent_by("/console") == with_one <= MOST


def test_a_receipt_asks_as_often_however_many_have_one(
    client: LookingClient, session: Session, sent_by: Opened
) -> None:
    view = people.make_open_consultation(session)
    electors = people.electors(session, view)
    come_in_as_household(client, session, electors[0], now=people.MIDWAY)
    people.vote(session, view, electors[0], {1: "agree"})
    session.commit()
    with_one = sent_by(f"/c/{view.code}/receipt")
    for elector in electors[1:6]:
        people.vote(session, view, elector, {1: "oppose"})
    session.commit()
    assert sent_by(f"/c/{view.code}/receipt") == with_one
    assert with_one <= MOST, with_one
