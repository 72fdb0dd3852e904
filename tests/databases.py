"""An empty database with the service's own schema for every test that asks, on SQLite and on PostgreSQL.

The schema is made once per process, by the migrations that an operator runs; each test gets a copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, create_engine

from consult.config import Settings
from consult.models.engine import prepare
from consult.models.schema import upgrade
from tests.postgresql_server import PostgresqlServer

SECRET = "a secret for tests only, forty-eight characters!"
PUBLIC_URL = "http://localhost"


def settings_for(url: str, instance: Path) -> Settings:
    """The settings of a test's installation, read as an operator's are."""
    instance.mkdir(parents=True, exist_ok=True)
    return Settings.from_environ(
        {
            "CONSULT_INSTANCE": str(instance),
            "CONSULT_DATABASE_URL": url,
            "CONSULT_SECRET_KEY": SECRET,
            "CONSULT_PUBLIC_URL": PUBLIC_URL,
        }
    )


def prepared_engine(url: str) -> Engine:
    """An engine set for durable writing, as the service sets its own."""
    engine = create_engine(url)
    prepare(engine)
    return engine


def migrate(url: str) -> None:
    """Bring an empty database to the newest schema."""
    engine = prepared_engine(url)
    upgrade(engine)
    engine.dispose()


class Databases(Protocol):
    """Where tests get their databases from."""

    def fresh(self, folder: Path) -> AbstractContextManager[str]:
        """Lend a fresh database: its URL."""
        ...

    def close(self) -> None:
        """Leave nothing behind."""
        ...


class SqliteDatabases:
    """SQLite: the template is a file, and so is each test's copy."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.sqlite3"
        migrate(f"sqlite:///{self._template}")

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        """Copy the template into the test's own folder."""
        copy = folder / "consult.sqlite3"
        shutil.copyfile(self._template, copy)
        yield f"sqlite:///{copy}"

    def close(self) -> None:
        """pytest throws the folders away."""


class PostgresqlDatabases:
    """PostgreSQL: one server for this process, whose template database each test's is copied from."""

    def __init__(self, _folder: Path) -> None:
        self.server = PostgresqlServer()
        try:
            self._template = self.server.create()
            migrate(self.server.url(self._template))
        except BaseException:
            self.server.stop()
            raise

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        """Copy the template database, and drop the copy afterwards."""
        name = self.server.create(self._template)
        try:
            yield self.server.url(name)
        finally:
            self.server.drop(name)

    def close(self) -> None:
        """Stop the server."""
        self.server.stop()


KINDS: dict[str, type[SqliteDatabases] | type[PostgresqlDatabases]] = {
    "sqlite": SqliteDatabases,
    "postgresql": PostgresqlDatabases,
}
