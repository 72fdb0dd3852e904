"""An upgrade in the middle of a vote: what older versions left open goes on, closes, and can be recounted.

`kept/NNNN.sql` was written by the version whose newest migration was NNNN: an open vote with two ballots from the web
and one on paper. These files are never written anew.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Boolean, Connection, Engine, MetaData, Table, create_engine, text
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.models.engine import prepare
from consult.models.schema import MIGRATIONS, current_and_head, upgrade
from consult.packaging.public_package import write_package
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView, consultation_of_id, consultations_of, estates
from consult.queries.package import public_package
from consult.wording.language import SHANGHAI
from tests import people
from tests.verifier.trial import faults

KEPT = Path(__file__).with_name("kept")


def as_left(version: str, url: str, folder: Path) -> Engine:
    """A database as an older version left it."""
    file = folder / f"{version}.sqlite3"
    with closing(sqlite3.connect(file)) as old:
        old.executescript((KEPT / f"{version}.sql").read_text("utf-8"))
    if url.startswith("sqlite"):
        engine = create_engine(f"sqlite:///{file}")
        prepare(engine)
        return engine
    engine = create_engine(url)
    with engine.connect() as connection, connection.begin():
        config = Config(str(MIGRATIONS / "alembic.ini"))
        config.attributes["connection"] = connection
        command.downgrade(config, version)
    with engine.begin() as connection:
        _carry_over(file, connection)
    return engine


def _carry_over(file: Path, connection: Connection) -> None:
    """Bring the rows of an SQLite file into a PostgreSQL database of the same schema."""
    tables = MetaData()
    tables.reflect(connection)
    connection.execute(text("SET session_replication_role = replica"))
    with closing(sqlite3.connect(file)) as old:
        old.row_factory = sqlite3.Row
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                for row in old.execute(f'SELECT * FROM "{table.name}"').fetchall():
                    connection.execute(text(_insert(table)), _values(table, row))
    connection.execute(text("SET session_replication_role = DEFAULT"))


def _insert(table: Table) -> str:
    names = [column.name for column in table.columns]
    return f'INSERT INTO "{table.name}" ({", ".join(names)}) VALUES ({", ".join(f":{name}" for name in names)})'


def _values(table: Table, row: sqlite3.Row) -> dict[str, object]:
    flags = {column.name for column in table.columns if isinstance(column.type, Boolean)}
    values = {name: row[name] for name in tuple(row.keys())}
    return {name: bool(value) if name in flags and value is not None else value for name, value in values.items()}


@pytest.fixture(params=sorted(path.stem for path in KEPT.glob("*.sql")))
def upgraded(request: pytest.FixtureRequest, engine_url: str, tmp_path: Path) -> Iterator[Engine]:
    """Such a database, brought to the newest schema."""
    engine = as_left(request.param, engine_url, tmp_path)
    current, head = current_and_head(engine)
    assert current == request.param != head
    upgrade(engine)
    yield engine
    engine.dispose()


def the_vote(session: Session) -> ConsultationView:
    [view] = [view for estate in estates(session) for view in consultations_of(session, estate.id)]
    return view


def test_a_vote_that_was_open_goes_on_to_its_end(upgraded: Engine, tmp_path: Path) -> None:
    with Session(upgraded) as session:
        view = the_vote(session)
        before = check_book(session, view)
        assert (before.is_whole, before.lines, before.ballots) == (True, 4, 3), before.breaks
        people.vote(session, view, people.ZHAO_KE, {1: "agree", 2: "1"}, submission_id="after the upgrade")
        end = view.closes_at + timedelta(1)
        close_consultation(session, view.estate.id, view.id, by="钱敏", confirmed_by="孙立", now=end)
        closed = consultation_of_id(session, view.estate.id, view.id)
        after = check_book(session, closed)
        assert (after.is_whole, after.ballots) == (True, 4), after.breaks
        packed = io.BytesIO()
        write_package(public_package(session, closed, SHANGHAI), packed)
    assert faults(packed.getvalue(), tmp_path) == []


def test_the_files_are_of_versions_that_were() -> None:
    found = sorted(path.stem for path in KEPT.glob("*.sql"))
    assert found[0] == "0001"
    assert all(list((MIGRATIONS / "versions").glob(f"{version}_*.py")) for version in found)


@pytest.mark.parametrize("version", sorted(path.stem for path in KEPT.glob("*.sql")))
def test_they_hold_one_line_for_each_ballot(version: str) -> None:
    with closing(sqlite3.connect(":memory:")) as old:
        old.executescript((KEPT / f"{version}.sql").read_text("utf-8"))
        assert old.execute("SELECT count(*) FROM ballot").fetchone() == (3,)
        assert old.execute("SELECT seq FROM ledger_head").fetchone() == (4,)
        assert old.execute("SELECT state FROM consultation").fetchone() == ("open",)
