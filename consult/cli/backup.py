"""`consult backup`: everything this installation needs to rise again, in one file, made while it is at work."""

from __future__ import annotations

import json
from pathlib import Path

import click

from consult import clock
from consult.backup.installation import Installation
from consult.backup.making import Made, make_backup
from consult.cli.database import engine_of, settings_here
from consult.cli.ending import end_politely
from consult.cli.progress import progress_bar
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, as_json, option
from consult.config import Settings, version
from consult.wording.marking import N_

_MEGABYTE = 1024 * 1024


@click.command(
    cls=SpokenCommand, help=N_("Write a backup into DIR while the service runs: database, photos, keys and secret.")
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@option("--keep", type=click.IntRange(1), help=N_("Keep only so many newest backups in DIR; older ones are deleted."))
@as_json
def backup(folder: Path, keep: int | None, is_json: bool) -> None:
    """Make a backup, and say where it is."""
    settings = settings_here()
    end_politely()
    # Of any schema: before an upgrade is when a backup is wanted most. Open meanwhile, so that nobody replaces it.
    with engine_of(settings), progress_bar(reader().gettext("Making the backup")) as told:
        made = make_backup(installation(settings), folder, now=clock.now(), keep=keep, told=told)
    click.echo(_as_json(made) if is_json else "\n".join(_lines(made)))


def installation(settings: Settings) -> Installation:
    """This installation as backups see it."""
    return Installation(settings.instance, settings.database_url, settings.secret_key, version())


def _lines(made: Made) -> list[str]:
    words = reader()
    books = made.manifest.books.values()
    counts = {
        "books": words.integer(len(books)),
        "lines": words.integer(sum(at.seq for at in books)),
        "size": f"{made.path.stat().st_size / _MEGABYTE:.1f}",
    }
    lines = [
        str(made.path),
        words.gettext("%(books)s consultations, %(lines)s lines in their books, %(size)s MB.", **counts),
    ]
    if made.dropped:
        lines.append(
            words.ngettext("%(n)s older backup was deleted.", "%(n)s older backups were deleted.", len(made.dropped))
        )
    return [*lines, words.gettext("It opens everything: keep it where only you can read it, on another disk.")]


def _as_json(made: Made) -> str:
    written = {
        "file": str(made.path),
        "bytes": made.path.stat().st_size,
        "made_at": made.manifest.made_at.isoformat(),
        "schema": made.manifest.schema,
        "books": {code: {"seq": at.seq, "head": at.head} for code, at in made.manifest.books.items()},
        "deleted": [str(path) for path in made.dropped],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)
