"""SQLite: a copy made by its backup API while ballots are cast, and one file put in the place of another.

Never by copying the file: a copy taken between two writes of one transaction is a database that never was.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from consult.backup.archive import sync
from consult.backup.installation import Progress, silent
from consult.domain.refusal import Refusal
from consult.models import in_use

PAGES = 4_096
"""Pages (16 MiB) copied at once; between two such steps everybody may write."""

RESTARTS = 3
"""A write by anybody else makes SQLite begin anew; after so many beginnings the rest is copied in one step, for
which writers wait."""

PAUSE = 0.01
"""Seconds between two steps."""

WAIT = 60.0
"""Seconds to wait for a lock that somebody else holds."""


class _Restarted(Exception):
    """The copy was begun anew too often."""


class _Steps:
    """Tells of the progress, and stops a copy that never comes to its end."""

    def __init__(self, told: Progress) -> None:
        self._told, self._left, self._restarts = told, -1, 0

    def __call__(self, _status: int, left: int, total: int) -> None:
        """One step was taken."""
        # No less is left than before: what this step copied was for nothing.
        self._restarts += left >= self._left >= 0
        self._left = left
        if self._restarts >= RESTARTS:
            raise _Restarted
        self._told(total - left, total)


def copy_database(source: Path, target: Path, told: Progress = silent) -> None:
    """Copy a database at work into one whole file. Raises `sqlite3.Error`; refuses `backup-source-damaged`."""
    with _opened(source) as live, closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous=OFF").close()
        try:
            live.backup(copy, pages=PAGES, progress=_Steps(told), sleep=PAUSE)
        except _Restarted:
            live.backup(copy)
        # One file, without another beside it that a copy by hand would forget.
        copy.execute("PRAGMA journal_mode=DELETE").close()
        refuse_damaged(copy)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    # Read and write, because only a writer can roll back what a crash left half-done; but never a new one.
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=WAIT)) as connection:
        yield connection


def refuse_damaged(connection: sqlite3.Connection) -> None:
    """Refuse `backup-source-damaged` where SQLite finds its own pages in disorder."""
    with closing(connection.execute("PRAGMA quick_check(1)")) as found:
        [said] = found.fetchone()
    if said != "ok":
        raise Refusal("backup-source-damaged", found=str(said).splitlines()[-1])


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """Have a database to oneself; refuses `database-in-use` where anybody has it open."""
    database.parent.mkdir(parents=True, exist_ok=True)
    held = in_use.claim(database)
    if held is None:
        raise Refusal("database-in-use")
    try:
        yield
    finally:
        held.let_go()


def settle(database: Path) -> None:
    """Bring everything that a crash or a journal left beside a database into its one file. Raises `sqlite3.Error`."""
    with _opened(database) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").close()


def put_in_place(staged: Path, database: Path, aside: Path | None) -> None:
    """Let a staged file be the database, and keep the one that was there under another name, if one is given.

    At no moment is there none: the old one gets its second name first, and the new one takes the first in one step.
    """
    if aside is not None:
        _second_name(database, aside)
    sync(staged)
    staged.replace(database)
    for left in ("-journal", "-wal", "-shm"):
        # They belong to the file that went; SQLite would take them for the new one's.
        database.with_name(database.name + left).unlink(missing_ok=True)
    sync(database.parent)


def _second_name(database: Path, aside: Path) -> None:
    try:
        os.link(database, aside)
    except FileExistsError:
        raise
    except OSError:
        shutil.copyfile(database, aside)
        aside.chmod(0o600)
        sync(aside)
