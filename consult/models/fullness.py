"""A database that finds no more room: told from every other fault of its, and called by its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from consult.domain import printing as _declares  # noqa: F401  (the reason given here)
from consult.domain.refusal import Refusal

_DISK_FULL = "53100"
"""PostgreSQL's own name for it (appendix A, class 53)."""


@contextmanager
def full_refused() -> Iterator[None]:
    """Refuse `disk-full` where the database could not write for want of room; nothing of that deed is kept."""
    try:
        yield
    except DBAPIError as error:
        if not is_full(error):
            raise
        raise Refusal("disk-full") from error


def is_full(error: DBAPIError) -> bool:
    """Whether the database had no room left."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_FULL or getattr(error.orig, "sqlstate", None) == _DISK_FULL
