"""Migrations make exactly the database that the models describe, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from consult.models import everything as _all_tables  # noqa: F401  (the metadata must be whole)
from consult.models.base import Base
from consult.models.engine import prepare
from consult.models.schema import MIGRATIONS, current_and_head, upgrade
from tests.people import make_open_consultation


def fresh(folder: Path, name: str) -> Engine:
    engine = create_engine(f"sqlite:///{folder / name}")
    prepare(engine)
    return engine


def sqlite_schema(engine: Engine) -> dict[str, list[str]]:
    """What each thing in the database is made of: the order in which a table's parts are written does not matter."""
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'")
        )
        # A table that a migration wrote anew has its name in quotation marks.
        parts = {name: re.split(r"[,\n]", sql.replace(f'"{name}"', name)) for name, sql in rows}
        return {name: sorted(part.strip() for part in found if part.strip()) for name, found in parts.items()}


def without_version(differences: list[Any]) -> list[Any]:
    return [found for found in differences if "alembic_version" not in repr(found)]


def test_migrations_make_the_tables_that_the_models_describe(tmp_path: Path) -> None:
    by_migrations, by_models = fresh(tmp_path, "migrations"), fresh(tmp_path, "models")
    upgrade(by_migrations)
    Base.metadata.create_all(by_models)
    assert sqlite_schema(by_migrations) == sqlite_schema(by_models)
    for engine in (by_migrations, by_models):
        engine.dispose()


@pytest.fixture
def migrated(engine_url: str) -> Iterator[Engine]:
    engine = create_engine(engine_url)
    prepare(engine)
    yield engine
    engine.dispose()


def test_nothing_is_left_for_another_migration(migrated: Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert not without_version(compare_metadata(context, Base.metadata))


def test_every_table_on_sqlite_is_strict(tmp_path: Path) -> None:
    engine = fresh(tmp_path, "strict")
    upgrade(engine)
    with engine.connect() as connection:
        loose = connection.execute(
            text("SELECT name FROM pragma_table_list WHERE NOT strict AND schema = 'main' AND name NOT LIKE 'sqlite%'")
        )
        assert not loose.scalars().all()
    engine.dispose()


@pytest.mark.parametrize("statement", ["UPDATE ledger_line SET seq = 2", "DELETE FROM ledger_line"])
def test_the_book_cannot_be_changed(migrated: Engine, statement: str) -> None:
    with Session(migrated) as session:
        make_open_consultation(session)
    with migrated.connect() as connection, pytest.raises(DBAPIError, match="the book is never changed"):
        connection.execute(text(statement))


def test_the_version_is_told(tmp_path: Path) -> None:
    engine = fresh(tmp_path, "version")
    newest = max(path.stem[:4] for path in (MIGRATIONS / "versions").glob("*.py"))
    assert current_and_head(engine) == (None, newest)
    upgrade(engine)
    assert current_and_head(engine) == (newest, newest)
    upgrade(engine)
    engine.dispose()


def test_a_failed_upgrade_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = fresh(tmp_path, "failed")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE ledger_line (id INTEGER) STRICT"))
    with pytest.raises(OperationalError, match="already exists"):
        upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM sqlite_master")).scalars().all() == ["ledger_line"]
    engine.dispose()
