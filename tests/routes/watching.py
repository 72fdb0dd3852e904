"""What an installation keeps: whether anything changed, where, whose it was; and putting it back as it was."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection
from typing import Any

from sqlalchemy import Engine, Table, insert, select, text

from consult.models.base import Base

Fingerprint = dict[str, str]


def fingerprint(engine: Engine, estate_id: int | None = None, without: Collection[str] = ()) -> Fingerprint:
    """Table → digest of its rows, of one estate where it is named; only tables that know estates are then looked at."""
    with engine.connect() as connection:
        found = {}
        for table in Base.metadata.sorted_tables:
            column = table.c.get("estate_id")
            if table.name in without or (estate_id is not None and column is None):
                continue
            rows = select(table) if estate_id is None else select(table).where(column == estate_id)
            said = "\n".join(sorted(repr(tuple(row)) for row in connection.execute(rows)))
            found[table.name] = hashlib.sha256(said.encode()).hexdigest()
        return found


def parted(one: Fingerprint, other: Fingerprint) -> list[str]:
    """The tables that differ."""
    return sorted(name for name in one if one[name] != other[name])


class Kept:
    """The state of a scratch database, to which it can be put back; SQLite tells at once whether anything changed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        if self.is_sqlite:
            self._file = sqlite3.connect(str(engine.url.database), timeout=30)
            self._copy = sqlite3.connect(":memory:")
            self._file.backup(self._copy)
            self._seen = self._version()
        else:
            with engine.connect() as connection:
                self._rows = {table: _rows(connection, table) for table in Base.metadata.sorted_tables}
        self.whole = fingerprint(engine)

    def _version(self) -> int:
        return int(self._file.execute("PRAGMA data_version").fetchone()[0])

    def is_changed(self) -> bool:
        """Whether anybody has committed anything since the last time it was put back."""
        if self.is_sqlite:
            return self._version() != self._seen
        return fingerprint(self.engine) != self.whole

    def put_back(self) -> None:
        """Everything is as it was."""
        if self.is_sqlite:
            self._copy.backup(self._file)
            self._seen = self._version()
            return
        with self.engine.connect() as connection, connection.begin():
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for table in self._rows:
                connection.execute(text(f'DELETE FROM "{table.name}"'))
            for table, rows in self._rows.items():
                if rows:
                    connection.execute(insert(table), rows)

    def close(self) -> None:
        """Let go of the file."""
        if self.is_sqlite:
            self._file.close()
            self._copy.close()


def _rows(connection: Any, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]
