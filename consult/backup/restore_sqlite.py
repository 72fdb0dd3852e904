"""Restoring on SQLite: the staged file takes the place of the database while nobody has it open."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from consult.backup import sqlite_file
from consult.backup.archive import Archive
from consult.backup.installation import Installation
from consult.backup.staged import engine_on, make_fit
from consult.domain.backup import Loss
from consult.models import schema

Done = tuple[str | None, tuple[Loss, ...], tuple[str, ...]]
"""What was put aside, what was lost, and which books are broken."""


class Judging(Protocol):
    """Decides whether what is here may be replaced (`restoring.Judge`)."""

    def compare(self, here: Connection, kept: Connection) -> tuple[Loss, ...]:
        """What would be lost, where that is accepted."""
        ...

    def unreadable(self) -> tuple[Loss, ...]:
        """Nobody knows what would be lost."""
        ...


def replace_database(
    here: Installation, archive: Archive, staged: Path, judge: Judging, stamp: str, put_secret: Callable[[], None]
) -> Done:
    """Let the staged file be the database; answers what became of the one before."""
    database = here.file
    with sqlite_file.alone(database):
        broken = make_fit(f"sqlite:///{staged}", archive)
        sqlite_file.settle(staged)
        is_kept, lost = _compared(database, staged, judge)
        aside = database.with_name(f"{database.name}.replaced-{stamp}")
        sqlite_file.put_in_place(staged, database, aside if is_kept else None)
        put_secret()
    return str(aside) if is_kept else None, lost, broken


def _compared(database: Path, staged: Path, judge: Judging) -> tuple[bool, tuple[Loss, ...]]:
    """Whether there is anything to keep aside, and what is lost with it."""
    if not database.exists():
        return False, ()
    try:
        sqlite_file.settle(database)
        with engine_on(f"sqlite:///{database}") as mine, engine_on(f"sqlite:///{staged}") as theirs:
            if schema.current_and_head(mine)[0] is None:
                return False, ()
            with mine.connect() as here, theirs.connect() as kept:
                return True, judge.compare(here, kept)
    except (sqlite3.DatabaseError, DatabaseError):
        return True, judge.unreadable()
