"""The schema of a database: how far it is, and bringing it to the newest version."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, text

from consult.models.base import WRITES

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"


def upgrade(engine: Engine) -> None:
    """Bring a database to the newest schema, all of it or none of it; an up-to-date one is left alone."""
    current, head = current_and_head(engine)
    if current == head:
        return
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def rebuild(engine: Engine) -> None:
    """Throw everything away and begin with an empty database of the newest schema, in one transaction.

    On SQLite the tables are dropped as they stand: going back migration by migration would copy full tables, which
    cannot be done while others refer to them.
    """
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        if engine.dialect.name == "sqlite":
            _drop_everything(connection)
        else:
            command.downgrade(config, "base")
        command.upgrade(config, "head")


def _drop_everything(connection: Connection) -> None:
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)


def current_and_head(engine: Engine) -> tuple[str | None, str | None]:
    """The version a database is at (None when it is empty), and the newest one there is."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, _newest()


@cache
def _newest() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def is_known(version: str) -> bool:
    """Whether this program knows a schema version, so that it can bring the database forward from it."""
    return any(script.revision == version for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config
