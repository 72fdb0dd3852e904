"""Trouble that passes is told from a bug, and what was surely not written from what may have been."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as TooLong
from sqlalchemy.orm import Session

from consult.models.base import deed
from consult.models.trouble import Trouble, trouble_of
from tests.databases import prepared_engine
from tests.models.noting import add, make_tables
from tests.troubles import postgresql_says, sqlite_says


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(sqlite_says(sqlite3.SQLITE_BUSY), Trouble.BUSY, id="SQLite: locked by another process"),
        pytest.param(sqlite_says(sqlite3.SQLITE_BUSY_SNAPSHOT), Trouble.BUSY, id="SQLite: an extended code"),
        pytest.param(sqlite_says(sqlite3.SQLITE_FULL), Trouble.FULL, id="SQLite: no room"),
        pytest.param(sqlite_says(sqlite3.SQLITE_IOERR_FSYNC), Trouble.LOST, id="SQLite: the disk did not say yes"),
        pytest.param(sqlite_says(sqlite3.SQLITE_READONLY), Trouble.LOST, id="SQLite: only to be read"),
        pytest.param(sqlite_says(sqlite3.SQLITE_CORRUPT), None, id="SQLite: a broken file is no passing trouble"),
        pytest.param(sqlite_says(sqlite3.SQLITE_ERROR), None, id="SQLite: a wrong statement is a bug"),
        pytest.param(postgresql_says("55P03"), Trouble.BUSY, id="PostgreSQL: lock not available"),
        pytest.param(postgresql_says("40P01"), Trouble.BUSY, id="PostgreSQL: deadlock, tried again in vain"),
        pytest.param(postgresql_says("53300"), Trouble.BUSY, id="PostgreSQL: too many connections"),
        pytest.param(postgresql_says("53100"), Trouble.FULL, id="PostgreSQL: no room"),
        pytest.param(postgresql_says("57P01"), Trouble.LOST, id="PostgreSQL: the server is stopped"),
        pytest.param(postgresql_says("57P02"), Trouble.LOST, id="PostgreSQL: a neighbour crashed"),
        pytest.param(postgresql_says("08006"), Trouble.LOST, id="PostgreSQL: the connection failed"),
        pytest.param(postgresql_says(""), Trouble.LOST, id="PostgreSQL: the connection broke without a word"),
        pytest.param(postgresql_says("42P01"), None, id="PostgreSQL: a wrong statement is a bug"),
        pytest.param(TooLong("no connection is free"), Trouble.BUSY, id="no connection is free"),
        pytest.param(TimeoutError("of something else"), None, id="somebody else's time was up"),
        pytest.param(ZeroDivisionError("a bug"), None, id="a bug"),
    ],
)
def test_what_kind_of_trouble(error: Exception, expected: Trouble | None) -> None:
    assert trouble_of(error) is expected


def test_a_broken_promise_of_the_database_is_no_trouble() -> None:
    assert trouble_of(IntegrityError("INSERT", {}, sqlite3.IntegrityError("twice"))) is None


@pytest.mark.one_database
def test_a_lock_that_another_process_keeps_is_busy(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite3"
    engine = prepared_engine(f"sqlite:///{file}")
    make_tables(engine)
    keeper = sqlite3.connect(file, isolation_level=None)
    keeper.execute("BEGIN IMMEDIATE")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    with Session(engine) as session, pytest.raises(OperationalError) as caught:
        deed(add)(session, "in vain")
    assert trouble_of(caught.value) is Trouble.BUSY
    keeper.close()
    with Session(engine) as session:
        deed(add)(session, "once it was let go")
    engine.dispose()
