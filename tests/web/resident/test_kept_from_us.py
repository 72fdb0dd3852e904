"""Somebody really keeps the lock, or the database really finds no room: told in plain words, and on again after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.orm import Session

from consult.models.ballot import Ballot
from consult.models.base import WRITES, db
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from tests.looking_client import LookingClient
from tests.web.forms import submit, text_of

pytestmark = pytest.mark.both_databases

SHORTLY = {"sqlite": "PRAGMA busy_timeout=20", "postgresql": "SET lock_timeout = 20"}
LOCK = {"sqlite": "SELECT 1", "postgresql": "SELECT seq FROM ledger_head FOR UPDATE"}

Setting = Callable[[str], None]


@pytest.fixture
def each_connection(app: Flask) -> Iterator[Setting]:
    """Say something on every connection that the application opens from now on."""
    said: list[str] = []

    def say(connection: Any, _record: Any) -> None:
        for statement in said:
            connection.execute(statement).close()
        connection.commit()

    with app.app_context():
        engine = db.engine
    event.listen(engine, "connect", say)

    def change(statement: str) -> None:
        said[:] = [statement] if statement else []
        engine.dispose()

    yield change
    event.remove(engine, "connect", say)
    engine.dispose()


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """As another process does that writes and does not come to an end."""
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(text(LOCK[engine.dialect.name]))
        yield


def recorded(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Ballot)) or 0


def test_a_lock_that_somebody_keeps(
    signed_in: LookingClient,
    session: Session,
    engine: Engine,
    consultation: ConsultationView,
    each_connection: Setting,
) -> None:
    check = submit(signed_in, signed_in.get(f"/c/{consultation.code}/ballot"), step="check", q1="agree")
    session.rollback()
    each_connection(SHORTLY[engine.dialect.name])
    with locked(engine):
        answer = submit(signed_in, check, step="send")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "刚才提交的内容没有记上" in text_of(answer)
        assert signed_in.get(f"/c/{consultation.code}").status_code == 200, "reading goes on"
        assert submit(signed_in, answer).status_code == 503
    assert recorded(session) == 0
    assert submit(signed_in, answer).status_code == 303
    assert recorded(session) == 1
    assert check_book(session, consultation).is_whole


@pytest.mark.one_database
def test_a_database_without_room(
    signed_in: LookingClient,
    session: Session,
    engine: Engine,
    consultation: ConsultationView,
    each_connection: Setting,
) -> None:
    check = submit(signed_in, signed_in.get(f"/c/{consultation.code}/ballot"), step="check", q4="字" * 900, q1="agree")
    session.rollback()
    with engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        free = connection.execute(text("PRAGMA freelist_count")).scalar_one()
    assert free < 5
    each_connection(f"PRAGMA max_page_count={pages}")
    answer = submit(signed_in, check, step="send")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "硬盘满了" in text_of(answer)
    assert recorded(session) == 0
    each_connection("")
    assert submit(signed_in, answer).status_code == 303
    assert recorded(session) == 1
    assert check_book(session, consultation).is_whole
