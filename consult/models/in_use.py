"""Whether anybody has an SQLite database open: replacing its file under a running service would lose ballots.

Everybody who opens the database holds a lock on a file beside it, together with all the others; who replaces the
database needs it alone. The lock goes with the process, however that ends. PostgreSQL sees to this itself.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine


class Hold:
    """A lock that is held until it is let go, or until nobody knows it any more."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def let_go(self) -> None:
        """Let others have it."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __del__(self) -> None:
        """Let go, at the latest now."""
        with suppress(OSError):
            self.let_go()


def beside(database: Path) -> Path:
    """The file whose lock says that a database is open."""
    return database.with_name(database.name + ".in-use")


def hold(engine: Engine) -> Hold | None:
    """Say that this database is open here, for as long as the answer is kept. None where there is no file to hold.

    Waits while the database is being replaced, so that nobody opens the one that goes.
    """
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return None
    try:
        return _locked(Path(engine.url.database), fcntl.LOCK_SH)
    except OSError:
        # A folder in which not even this can be written takes no ballot either, so nothing can be lost in it.
        return None


def claim(database: Path) -> Hold | None:
    """Have an SQLite database alone; None where anybody else has it open."""
    try:
        return _locked(database, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None


def _locked(database: Path, how: int) -> Hold:
    descriptor = os.open(beside(database), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, how)
    except BaseException:
        os.close(descriptor)
        raise
    return Hold(descriptor)
