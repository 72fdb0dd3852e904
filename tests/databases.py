"""An empty database with the service's own schema for every test that asks, on SQLite and on PostgreSQL.

The schema is made once per process, by the migrations that an operator runs; each test gets a copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
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


_SHAPE = """
SELECT coalesce(sum(hashtext(c.relname::text || c.relkind::text)), 0)
     + coalesce((SELECT sum(hashtext(tgname::text || tgenabled::text)) FROM pg_trigger), 0)
     + coalesce((SELECT sum(hashtext(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace), 0)
     + (SELECT sum(hashtext(conname::text)) FROM pg_constraint)
     + (SELECT sum(hashtext(version_num)) FROM alembic_version)
     + (SELECT count(*) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
        WHERE d.datname = current_database())
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
"""
_EMPTY = """
DO $$
DECLARE kept text; has_rows boolean;
BEGIN
  SET LOCAL lock_timeout = '500ms';
  SET LOCAL session_replication_role = replica;  -- past the guards of the book
  FOR kept IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', kept) INTO has_rows;
    IF has_rows THEN EXECUTE format('DELETE FROM %I', kept); END IF;
  END LOOP;
END $$
"""


class PostgresqlDatabases:
    """PostgreSQL: one server for this process. A test's database is the one before it, emptied.

    Where a test changed the schema or a setting, or left a lock behind, the database is thrown away and the next one is
    copied from the template.
    """

    def __init__(self, _folder: Path) -> None:
        self.server = PostgresqlServer()
        try:
            self._template = self.server.create()
            migrate(self.server.url(self._template))
            self._shape = self._shape_of(self._template)
            self._spare: list[str] = []
        except BaseException:
            self.server.stop()
            raise

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        """Lend a database, and empty it afterwards for the next."""
        name = self._spare.pop() if self._spare else self.server.create(self._template)
        try:
            yield self.server.url(name)
        finally:
            if self._is_empty_again(name):
                self._spare.append(name)
            else:
                self.server.drop(name)

    def _shape_of(self, name: str) -> object:
        with psycopg.connect(self.server.url(name)) as connection:
            return connection.execute(_SHAPE).fetchone()

    def _is_empty_again(self, name: str) -> bool:
        try:
            with psycopg.connect(self.server.url(name)) as connection:
                connection.execute(_EMPTY)
                return connection.execute(_SHAPE).fetchone() == self._shape
        except psycopg.Error:
            return False

    def close(self) -> None:
        """Stop the server."""
        self.server.stop()


KINDS: dict[str, type[SqliteDatabases] | type[PostgresqlDatabases]] = {
    "sqlite": SqliteDatabases,
    "postgresql": PostgresqlDatabases,
}
