"""Durability of the two databases: what is set on every connection, and what is asserted at start.

SQLite: rollback journal truncated and fully synced, or WAL fully synced where the library is free of the WAL-reset
fault; never WAL with NORMAL, nor the default DELETE journal, both of which lose acknowledged commits in a power cut.
PostgreSQL: fsync, synchronous_commit and full_page_writes on.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event, text

from consult.models.base import WRITES

BUSY_MILLISECONDS = 10_000
_FIRST_SAFE = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


@dataclass(frozen=True, slots=True)
class Setting:
    """One durability setting: what it must be and what it is."""

    name: str
    wanted: str
    found: str

    @property
    def is_right(self) -> bool:
        """Whether the database is set as it must be."""
        return self.wanted == self.found


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """`wal` where this SQLite is free of the WAL-reset fault (3.44.6+, 3.50.7+, 3.51.3+), else `truncate`."""
    same_line = [safe for safe in _FIRST_SAFE if safe[:2] == version[:2]]
    is_safe = version >= _FIRST_SAFE[-1] or any(version >= safe for safe in same_line)
    return "wal" if is_safe else "truncate"


def prepare(engine: Engine) -> None:
    """Set every new connection of this engine for durable, once-only writing."""
    if engine.dialect.name != "sqlite":
        event.listen(engine, "connect", _set_patience)
        return
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)


def _set_pragmas(connection: Any, _record: Any) -> None:
    # The driver's own transaction control begins too late and without the lock; we send BEGIN ourselves.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        f"journal_mode={journal_mode()}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "secure_delete=ON",
        # REPLACE takes the old row away without asking any trigger, unless triggers may set off triggers.
        "recursive_triggers=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _set_patience(connection: Any, _record: Any) -> None:
    # PostgreSQL itself would let everybody wait for ever behind one session that keeps a row locked.
    connection.execute(f"SET lock_timeout = {BUSY_MILLISECONDS}").close()
    connection.commit()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_SQLITE = {
    "journal_mode": journal_mode(),
    "synchronous": "2",
    "foreign_keys": "1",
    "trusted_schema": "0",
    "secure_delete": "1",
    "recursive_triggers": "1",
    "busy_timeout": str(BUSY_MILLISECONDS),
}
_POSTGRESQL = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def durability(connection: Connection) -> list[Setting]:
    """The settings on which every receipt's promise rests, as they are now."""
    if connection.dialect.name == "sqlite":
        ask, wanted = "PRAGMA {}", _SQLITE
    else:
        ask, wanted = "SHOW {}", _POSTGRESQL
    return [
        Setting(name, value, str(connection.execute(text(ask.format(name))).scalar())) for name, value in wanted.items()
    ]
