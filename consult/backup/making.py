"""Making a backup while the service is at work: the database, the secret, and where every book stood."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, NullPool, create_engine, inspect, text

from consult.backup import postgresql_tools, sqlite_file
from consult.backup.archive import DATABASES, SECRET, appearing, write_archive
from consult.backup.installation import Installation, Progress, silent
from consult.backup.manifest import Manifest
from consult.backup.room import refuse_too_little, writing_in
from consult.backup.standings import standings
from consult.domain.backup import Standing

_WORK = ".consult-backup-"
A_DAY = timedelta(days=1)
_NAME = re.compile(r"consult-(\d{8}T\d{6}Z)(?:-(\d+))?\.zip")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: its file, its manifest, and the earlier ones that were thrown away for it."""

    path: Path
    manifest: Manifest
    dropped: tuple[Path, ...] = ()


def make_backup(
    here: Installation, folder: Path, *, now: datetime, keep: int | None = None, told: Progress = silent
) -> Made:
    """Write a backup into a folder, and keep only so many newest ones where a number is given.

    Refuses `backup-no-room`, `folder-unwritable`, `backup-source-damaged`, and what `postgresql_tools` refuses; a file
    appears only when it is whole, and earlier ones go only after that.
    """
    with writing_in(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder, now)
        path = _free_name(folder, now)
        with tempfile.TemporaryDirectory(prefix=_WORK, dir=folder) as work, appearing(path) as part:
            copy = Path(work) / DATABASES[here.kind]
            schema, books = _COPY[here.kind](here, copy, told)
            blank = Manifest(now, here.version, here.kind, schema, {}, books)
            manifest = write_archive(part, blank, {copy.name: copy, SECRET: here.secret.encode()}, told)
        return Made(path, manifest, _dropped(folder, keep) if keep else ())


def _sweep(folder: Path, now: datetime) -> None:
    """Take away what a killed backup left a day ago or earlier; a younger one may still be at work."""
    for left in (*folder.glob(f"{_WORK}*"), *folder.glob(".consult-*.zip.*.part")):
        if left.stat().st_mtime < (now - A_DAY).timestamp():
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _free_name(folder: Path, now: datetime) -> Path:
    stamp = f"consult-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (f"{stamp}.zip", *(f"{stamp}-{number}.zip" for number in range(2, 100)))
    return next(path for name in names if not (path := folder / name).exists())


def backups_in(folder: Path) -> list[Path]:
    """The backups in a folder, newest first by the time in their names; anything else there is left out."""
    found = [(_NAME.fullmatch(path.name), path) for path in folder.iterdir()]
    dated = [(match[1], int(match[2] or 1), path) for match, path in found if match]
    return [path for _stamp, _number, path in sorted(dated, reverse=True)]


def _dropped(folder: Path, keep: int) -> tuple[Path, ...]:
    old = tuple(backups_in(folder)[keep:])
    for path in old:
        path.unlink()
    return old


Copied = tuple[str | None, Mapping[str, Standing]]
"""The schema of what was copied, and where its books stand."""


def _copy_sqlite(here: Installation, target: Path, told: Progress) -> Copied:
    # The copy, and again as much for the file it is packed into.
    refuse_too_little(target.parent, 2 * here.file.stat().st_size)
    sqlite_file.copy_database(here.file, target, told)
    with _connected(f"sqlite:///{target}") as connection:
        return described(connection)


def _copy_postgresql(here: Installation, target: Path, told: Progress) -> Copied:
    with _connected(here.database_url) as connection:
        program = postgresql_tools.tool("pg_dump", postgresql_tools.server_version(connection))
        # The books are read in the very moment that is written out, however many ballots come meanwhile.
        connection.rollback()
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        tables = len(inspect(connection).get_table_names())
        postgresql_tools.dump(program, here.url, target, snapshot, tables, told)
        return described(connection)


_COPY = {"sqlite": _copy_sqlite, "postgresql": _copy_postgresql}


def described(connection: Connection) -> Copied:
    """The schema of a database, and where its books stand."""
    return MigrationContext.configure(connection).get_current_revision(), standings(connection)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
