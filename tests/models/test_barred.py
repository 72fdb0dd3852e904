"""Whatever the application is made to send, no line of the book is changed, and no guard taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.models.barred import bar
from consult.models.base import db
from tests.databases import prepared_engine, settings_for
from tests.people import make_open_consultation

EVERY_COLUMN = "id, estate_id, consultation_id, seq, type, entry, leaf, head"
ANOTHER = f"SELECT {EVERY_COLUMN.replace('entry', repr('{}'))} FROM ledger_line"


@pytest.fixture
def book(session: Session) -> str:
    """A book that holds its first line; answers the line."""
    make_open_consultation(session)
    session.commit()
    line = str(session.execute(text("SELECT entry FROM ledger_line")).scalar_one())
    session.rollback()  # whoever reads keeps the table from being emptied, whatever the guards say
    return line


@pytest.fixture
def sqlite_only(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("SQLite has no roles whose rights could be taken away")


@pytest.fixture
def barred(engine_url: str) -> Iterator[Engine]:
    """The database as the running service reaches it."""
    engine = prepared_engine(engine_url)
    bar(engine)
    yield engine
    engine.dispose()


def send(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)


def kept(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT entry FROM ledger_line")).scalar_one())


ON_BOTH = {
    "update": "UPDATE ledger_line SET entry = '{}'",
    "delete": "DELETE FROM ledger_line",
    "insert, else update": f"INSERT INTO ledger_line ({EVERY_COLUMN}) {ANOTHER} WHERE true "
    "ON CONFLICT (estate_id, consultation_id, seq) DO UPDATE SET entry = '{}'",
}
ON_SQLITE = {
    "replace, which asks no trigger of itself": f"REPLACE INTO ledger_line ({EVERY_COLUMN}) {ANOTHER}",
    "replace by the number of the line": f"INSERT OR REPLACE INTO ledger_line ({EVERY_COLUMN}) "
    f"{ANOTHER.replace('id, estate_id', 'id + 100, estate_id', 1)}",
}
ON_POSTGRESQL = {"truncate": "TRUNCATE ledger_line CASCADE"}


def _said(engine: Engine) -> dict[str, str]:
    return ON_BOTH | (ON_SQLITE if engine.dialect.name == "sqlite" else ON_POSTGRESQL)


def test_triggers_alone_keep_every_line(engine: Engine, book: str) -> None:
    for name, statement in _said(engine).items():
        with pytest.raises(DBAPIError, match="the book is never changed"):
            send(engine, statement)
        assert kept(engine) == book, name


@pytest.mark.parametrize(
    "statement",
    [
        *ON_BOTH.values(),
        *ON_SQLITE.values(),
        "DROP TRIGGER ledger_line_no_update",
        "DROP TABLE ledger_line",
        "ALTER TABLE ledger_line RENAME TO another_book",
        "PRAGMA writable_schema = ON",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA synchronous = OFF",
        "ATTACH ':memory:' AS elsewhere",
        "CREATE TEMP TABLE ledger_line (id INTEGER)",
        "DELETE FROM sqlite_master WHERE type = 'trigger'",
        "UPDATE sqlite_master SET sql = '' WHERE type = 'trigger'",
    ],
)
@pytest.mark.usefixtures("sqlite_only")
@pytest.mark.one_database
def test_the_service_cannot_even_take_the_guards_away(
    barred: Engine, engine: Engine, book: str, statement: str
) -> None:
    with pytest.raises(DBAPIError, match=r"not authorized|the book is never changed|may not be modified|prohibited"):
        send(barred, statement)
    assert kept(engine) == book
    with engine.connect() as connection:
        guards = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").scalar_one()
    assert guards == 2


def test_a_barred_service_writes_lines_as_ever(barred: Engine) -> None:
    with Session(barred) as session:
        make_open_consultation(session)
        session.commit()
    assert kept(barred)


@pytest.mark.usefixtures("sqlite_only")
@pytest.mark.one_database
def test_the_application_is_barred(engine_url: str, engine: Engine, book: str, tmp_path: Path) -> None:
    app = create_app(settings_for(engine_url, tmp_path / "instance"))
    with app.app_context():
        with pytest.raises(DBAPIError, match="not authorized"):
            send(db.engine, "DROP TRIGGER ledger_line_no_delete")
        db.session.remove()
        db.engine.dispose()
    assert kept(engine) == book
