"""What no statement of the running service may do on SQLite: touch a line of the book, or the guards that keep it.

PostgreSQL has roles whose rights can be taken away; SQLite asks a function of ours about every statement that it
prepares. Commands that bring a database forward or put one back work without it.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Engine, event

_BOOK = "ledger_line"
_SCHEMA = frozenset({"sqlite_master", "sqlite_schema"})
_NEVER = frozenset(
    {
        sqlite3.SQLITE_DROP_TRIGGER,
        sqlite3.SQLITE_DROP_TABLE,
        sqlite3.SQLITE_ALTER_TABLE,
        # Another file could be put beside this one, and a table of the same name before the book.
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_CREATE_TEMP_TABLE,
        sqlite3.SQLITE_CREATE_TEMP_VIEW,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
    }
)
_CHANGES = frozenset({sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
_GUARDING = frozenset(
    {"writable_schema", "recursive_triggers", "journal_mode", "synchronous", "ignore_check_constraints"}
)
"""Settings on which the book's promise rests; each connection has them from before it is barred."""


def bar(engine: Engine) -> None:
    """Deny every new connection of this engine what would change the book; call it after `prepare`."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _bar_connection)


def _bar_connection(connection: Any, _record: Any) -> None:
    connection.set_authorizer(_judge)


def _judge(action: int, first: str | None, second: str | None, *_where: str | None) -> int:
    """Answer for one thing that a statement would do; SQLite refuses the whole statement where it is denied."""
    if action in _NEVER:
        return sqlite3.SQLITE_DENY
    if action in _CHANGES and (first == _BOOK or first in _SCHEMA):
        return sqlite3.SQLITE_DENY
    # A setting that is only asked for has no value.
    if action == sqlite3.SQLITE_PRAGMA and second is not None and (first or "").lower() in _GUARDING:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
