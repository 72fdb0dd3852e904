"""Putting a backup back: looked at from end to end before anything here is touched, and never backwards unasked."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from consult.backup import restore_postgresql, restore_sqlite
from consult.backup.archive import DATABASES, SECRET, Archive, appearing, open_archive
from consult.backup.installation import Installation, Progress, silent
from consult.backup.room import refuse_too_little, writing_in
from consult.backup.standings import HeadsOf, standings
from consult.domain.backup import Loss, losses
from consult.domain.refusal import Refusal
from consult.models import schema


@dataclass(frozen=True, slots=True)
class Order:
    """How a restore is wanted: whether books may go backwards, whether a setting names the secret, and who watches.

    `on_loss` is told what would be lost before anything is refused or done.
    """

    accepts_loss: bool = False
    is_secret_set: bool = False
    on_loss: Callable[[Sequence[Loss]], None] = lambda _losses: None
    told: Progress = silent


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, what it took the place of (None where there was nothing), and what was lost by it."""

    archive: Archive
    aside: str | None
    losses: tuple[Loss, ...]
    broken: tuple[str, ...]


def restore(here: Installation, file: Path, order: Order, *, now: datetime) -> Restored:
    """Let a backup take the place of the database and the secret that are here, and keep those aside.

    Refuses what `inspected` refuses; `backup-loses` and `backup-over-damage` unless the order accepts loss;
    `database-in-use`, `backup-secret-set`, `backup-no-room`, and what the programs of PostgreSQL refuse.
    """
    archive = inspected(here, file)
    folder = here.file.parent if here.kind == "sqlite" else here.folder
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    with writing_in(folder):
        folder.mkdir(parents=True, exist_ok=True)
        refuse_too_little(folder, sum(part.size for part in archive.manifest.parts.values()))
        with tempfile.TemporaryDirectory(prefix=".consult-restore-", dir=folder) as work:
            secret = _taken_secret(archive, Path(work))
            _refuse_other_secret(here, secret, order)
            staged = Path(work) / DATABASES[here.kind]
            archive.take(staged.name, staged, order.told)
            way = restore_sqlite if here.kind == "sqlite" else restore_postgresql
            done = way.replace_database(
                here, archive, staged, Judge(order), stamp, lambda: _put_secret(here, secret, stamp)
            )
    return Restored(archive, *done)


def inspected(here: Installation, file: Path, told: Progress = silent) -> Archive:
    """A backup that is whole and fits here; refuses `backup-unreadable`, `-damaged`, `-elsewhere`, `-too-new`."""
    archive = open_archive(file)
    archive.check(told)
    if archive.manifest.database != here.kind:
        raise Refusal("backup-elsewhere", kept=archive.manifest.database, here=here.kind)
    kept = archive.manifest.schema
    if kept is not None and not schema.is_known(kept):
        raise Refusal("backup-too-new", schema=kept)
    return archive


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides whether what is here may be replaced."""

    order: Order

    def compare(self, here: Connection, kept: Connection) -> tuple[Loss, ...]:
        """What would be lost; refuses `backup-loses` unless that is accepted."""
        found = tuple(losses(standings(here), standings(kept), HeadsOf(here), HeadsOf(kept)))
        if found:
            self.order.on_loss(found)
        if found and not self.order.accepts_loss:
            raise Refusal("backup-loses", n=len(found))
        return found

    def unreadable(self) -> tuple[Loss, ...]:
        """The database here cannot be read: nobody knows what would be lost."""
        if not self.order.accepts_loss:
            raise Refusal("backup-over-damage")
        return ()


def _taken_secret(archive: Archive, work: Path) -> str:
    path = work / SECRET
    archive.take(SECRET, path)
    return path.read_text("utf-8").strip()


def _refuse_other_secret(here: Installation, secret: str, order: Order) -> None:
    if order.is_secret_set and secret != here.secret:
        raise Refusal("backup-secret-set")


def _put_secret(here: Installation, secret: str, stamp: str) -> None:
    """Keep the backup's secret where this installation looks for it, and the one that was there aside."""
    path = here.secret_file
    if secret == here.secret:
        return
    if path.exists():
        path.replace(path.with_name(f"{path.name}.replaced-{stamp}"))
    with appearing(path) as part:
        part.write_text(secret + "\n", "ascii")
