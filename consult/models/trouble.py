"""Why the database could not take something just now, and whether anything of it may have been written.

Everything here passes by itself or with an operator's help, and is no bug: whoever was sending may send again.
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from consult.models.fullness import is_full


class Trouble(StrEnum):
    """What kind of trouble; only after `LOST` may what was being sent have been written all the same."""

    BUSY = "busy"
    FULL = "full"
    LOST = "lost"


_SQLITE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_PROTOCOL: Trouble.BUSY,
    # A commit that breaks off while the disk fails is rolled back or kept whole, but nobody knows which.
    sqlite3.SQLITE_IOERR: Trouble.LOST,
    sqlite3.SQLITE_CANTOPEN: Trouble.LOST,
    sqlite3.SQLITE_READONLY: Trouble.LOST,
}
_PRIMARY = 0xFF
"""SQLite's extended codes carry the plain one in their lowest byte."""

_POSTGRESQL = {
    "55P03": Trouble.BUSY,
    "40001": Trouble.BUSY,
    "40P01": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "53300": Trouble.BUSY,
    "25006": Trouble.LOST,
    "53200": Trouble.LOST,
    "58030": Trouble.LOST,
}
"""Lock not available, serialization failure, deadlock, cancelled, too many connections; read-only, no memory, I/O."""

_AWAY = ("08", "57P")
"""Connection exceptions, and a server that is going down or coming up (PostgreSQL, appendix A)."""


def trouble_of(error: BaseException) -> Trouble | None:
    """What kind of trouble an error stands for; None for a bug."""
    if isinstance(error, NoConnectionFree):
        return Trouble.BUSY
    if not isinstance(error, DBAPIError):
        return None
    if is_full(error):
        return Trouble.FULL
    code = getattr(error.orig, "sqlite_errorcode", None)
    return _of_postgresql(error) if code is None else _SQLITE.get(code & _PRIMARY)


def _of_postgresql(error: DBAPIError) -> Trouble | None:
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]
    # A connection that breaks has no time to say why.
    broke = error.connection_invalidated or (state is None and isinstance(error.orig, psycopg.OperationalError))
    return Trouble.LOST if broke or (state or "").startswith(_AWAY) else None
