"""Every connection is set so that an acknowledged ballot outlives a power cut, and a wrong setting stops the start."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from consult.app import UnsafeStart, create_app
from consult.models.base import deed
from consult.models.engine import Setting, durability, journal_mode, prepare
from tests.databases import prepared_engine, settings_for

WANTED = {
    "journal_mode": journal_mode(),
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "recursive_triggers": 1,
    "busy_timeout": 10_000,
}


def add_note(session: Session, words: str) -> None:
    session.execute(text("INSERT INTO note VALUES (:words)"), {"words": words})


def do_nothing(_session: Session) -> str:
    return "done"


def notes(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT words FROM note")).scalars())


def wrong(engine: Engine) -> list[Setting]:
    with engine.connect() as connection:
        return [setting for setting in durability(connection) if not setting.is_right]


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'notes.sqlite3'}"


@pytest.fixture
def sqlite(address: str) -> Iterator[Engine]:
    engine = prepared_engine(address)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (words TEXT) STRICT"))
    yield engine
    engine.dispose()


@pytest.fixture
def impatient(address: str, sqlite: Engine) -> Iterator[Engine]:
    """Another process's engine on the same file, which waits for a lock one millisecond only."""
    engine = prepared_engine(address)
    set_on_every_connection(engine, "busy_timeout=1")
    yield engine
    engine.dispose()


def set_on_every_connection(engine: Engine, pragma: str) -> None:
    def _set(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA {pragma}").close()

    event.listen(engine, "connect", _set)


def test_every_connection_is_set_not_only_the_first(sqlite: Engine) -> None:
    with ExitStack() as opened:
        connections = [opened.enter_context(sqlite.connect()) for _ in range(3)]
        assert len({id(connection.connection.dbapi_connection) for connection in connections}) == 3
        for connection in connections:
            found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in WANTED}
            assert found == WANTED


def test_a_connection_opened_again_is_set_again(sqlite: Engine) -> None:
    sqlite.dispose()
    assert not wrong(sqlite)


def test_a_prepared_engine_is_durable(engine: Engine) -> None:
    with engine.connect() as connection:
        settings = durability(connection)
    assert settings
    assert all(setting.is_right for setting in settings)


def test_without_preparing_sqlite_would_not_be_durable(address: str, sqlite: Engine) -> None:
    bare = create_engine(address)
    assert {"foreign_keys", "trusted_schema"} <= {setting.name for setting in wrong(bare)}
    bare.dispose()


def test_preparing_does_not_rest_on_what_this_library_was_built_with(address: str) -> None:
    engine = create_engine(address)
    for opposite in ("synchronous=OFF", "foreign_keys=OFF", "trusted_schema=ON", "secure_delete=OFF", "busy_timeout=1"):
        set_on_every_connection(engine, opposite)
    assert len(wrong(engine)) == 7, "the journal of SQLite's own choice is wrong too"
    engine.dispose()
    prepare(engine)
    assert not wrong(engine)
    engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("synchronous=NORMAL", Setting("synchronous", "2", "1")),
        ("synchronous=OFF", Setting("synchronous", "2", "0")),
        ("journal_mode=DELETE", Setting("journal_mode", journal_mode(), "delete")),
        ("foreign_keys=OFF", Setting("foreign_keys", "1", "0")),
        ("trusted_schema=ON", Setting("trusted_schema", "0", "1")),
        ("secure_delete=OFF", Setting("secure_delete", "1", "0")),
        ("busy_timeout=5000", Setting("busy_timeout", "10000", "5000")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_wrong_setting_is_named_and_no_other(sqlite: Engine, pragma: str, expected: Setting) -> None:
    sqlite.dispose()
    set_on_every_connection(sqlite, pragma)
    assert wrong(sqlite) == [expected]


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        pytest.param((3, 40, 1), "truncate", id="an old line that was never repaired"),
        pytest.param((3, 44, 5), "truncate", id="the last faulty one of 3.44"),
        pytest.param((3, 44, 6), "wal", id="the first repaired one of 3.44"),
        pytest.param((3, 45, 0), "truncate", id="newer than 3.44.6, but of a line never repaired"),
        pytest.param((3, 49, 9), "truncate", id="the line before 3.50 was never repaired"),
        pytest.param((3, 50, 6), "truncate", id="the last faulty one of 3.50"),
        pytest.param((3, 50, 7), "wal", id="the first repaired one of 3.50"),
        pytest.param((3, 51, 2), "truncate", id="the last faulty one of 3.51"),
        pytest.param((3, 51, 3), "wal", id="the first repaired one of 3.51"),
        pytest.param((3, 52, 0), "wal", id="every line after 3.51 was born repaired"),
        pytest.param((4, 0, 0), "wal", id="a fourth SQLite"),
    ],
)
def test_wal_only_where_sqlite_is_free_of_its_reset_fault(version: tuple[int, ...], mode: str) -> None:
    assert journal_mode(version) == mode


def test_the_version_asked_is_the_library_s_own() -> None:
    assert journal_mode() == journal_mode(sqlite3.sqlite_version_info)


def test_while_a_deed_is_inside_no_other_process_may_begin_one(sqlite: Engine, impatient: Engine) -> None:
    @deed
    def waits_for_nobody(_session: Session) -> None:
        with Session(impatient) as other, pytest.raises(OperationalError, match="database is locked"):
            deed(add_note)(other, "too early")

    with Session(sqlite) as session:
        waits_for_nobody(session)
    with Session(impatient) as other:
        deed(add_note)(other, "in time")
    assert notes(sqlite) == ["in time"]


def test_while_a_deed_is_inside_readers_see_what_was_before(sqlite: Engine, impatient: Engine) -> None:
    @deed
    def looked_at(session: Session) -> list[str]:
        add_note(session, "not yet")
        return notes(impatient)

    with Session(sqlite) as session:
        assert looked_at(session) == []
    assert notes(impatient) == ["not yet"]


def test_a_reader_does_not_take_the_write_lock(sqlite: Engine, impatient: Engine) -> None:
    reader = sqlite.connect()
    reader.execute(text("SELECT words FROM note")).all()

    @deed
    def writes_beside_the_reader(session: Session) -> None:
        assert reader.in_transaction()
        add_note(session, "written while somebody read")
        # Only the commit itself needs the file alone.
        reader.close()

    with Session(impatient) as writer:
        writes_beside_the_reader(writer)
    assert notes(sqlite) == ["written while somebody read"]


def test_a_session_that_read_before_takes_the_lock_afresh(sqlite: Engine, impatient: Engine) -> None:
    @deed
    def locked_out(_session: Session) -> None:
        with Session(impatient) as other, pytest.raises(OperationalError, match="database is locked"):
            deed(do_nothing)(other)

    with Session(sqlite) as session:
        session.execute(text("SELECT words FROM note")).all()
        locked_out(session)


def test_postgresql_is_asked_for_its_three_settings(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("PostgreSQL only")
    with engine.connect() as connection:
        assert durability(connection) == [
            Setting("fsync", "on", "on"),
            Setting("synchronous_commit", "on", "on"),
            Setting("full_page_writes", "on", "on"),
        ]
        connection.execute(text("SET synchronous_commit = off"))
        assert [setting for setting in durability(connection) if not setting.is_right] == [
            Setting("synchronous_commit", "on", "off")
        ]


def test_preparing_postgresql_adds_nothing_to_a_connection(engine_url: str) -> None:
    if not engine_url.startswith("postgresql"):
        pytest.skip("PostgreSQL only")
    engine = create_engine(engine_url)
    prepare(engine)
    assert not wrong(engine)
    engine.dispose()


def test_the_application_starts_on_a_durable_database(app: Flask) -> None:
    assert list(app.url_map.iter_rules())


def test_the_application_refuses_a_postgresql_that_answers_before_it_has_written(
    engine_url: str, engine: Engine, tmp_path: Path
) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("PostgreSQL only")
    with engine.begin() as connection:
        connection.execute(text(f'ALTER DATABASE "{engine.url.database}" SET synchronous_commit = off'))
    with pytest.raises(UnsafeStart, match="synchronous_commit is off, must be on"):
        create_app(settings_for(engine_url, tmp_path / "instance"))


def test_the_application_refuses_a_database_that_is_on_no_disk(address: str, tmp_path: Path) -> None:
    nowhere = replace(settings_for(address, tmp_path / "instance"), database_url="sqlite:///:memory:")
    with pytest.raises(UnsafeStart, match=f"journal_mode is memory, must be {journal_mode()}"):
        create_app(nowhere)
