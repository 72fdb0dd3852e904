"""`consult restore`: put a backup back; never backwards unless somebody says so after reading what would be lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from consult import clock
from consult.backup.archive import Archive
from consult.backup.restoring import Order, Restored, inspected, restore
from consult.cli.backup import installation
from consult.cli.database import settings_here
from consult.cli.ending import end_politely
from consult.cli.progress import progress_bar
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, option
from consult.domain.backup import Loss
from consult.wording.backup import loss_sentence
from consult.wording.language import Words
from consult.wording.marking import N_


@click.command(
    "restore",
    cls=SpokenCommand,
    help=N_("Put a backup back. The service must be stopped; what is here now is kept aside."),
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@option("--accept-loss", is_flag=True, help=N_("Restore although lines of a book are missing in the backup."))
@option("--check", "is_look", is_flag=True, help=N_("Only look whether the backup is whole; change nothing."))
def restore_command(file: Path, accept_loss: bool, is_look: bool) -> None:
    """Restore, and say what became of what was here."""
    here = installation(settings_here())
    end_politely()
    words = reader()
    with progress_bar(words.gettext("Reading the backup")) as told:
        if is_look:
            lines = _looked(words, inspected(here, file, told))
        else:
            is_set = "CONSULT_SECRET_KEY" in os.environ
            order = Order(accept_loss, is_set, on_loss=lambda found: _list(words, found), told=told)
            lines = _done(words, restore(here, file, order, now=clock.now()))
    click.echo("\n".join(lines))


def _list(words: Words, found: Sequence[Loss]) -> None:
    for loss in found:
        click.echo(loss_sentence(words, loss))


def _looked(words: Words, archive: Archive) -> list[str]:
    made = archive.manifest
    counts = {"made_at": words.moment(made.made_at), "version": made.version, "books": words.integer(len(made.books))}
    return [words.gettext("Whole: made %(made_at)s by version %(version)s, %(books)s consultations.", **counts)]


def _done(words: Words, restored: Restored) -> list[str]:
    made_at = words.moment(restored.archive.manifest.made_at)
    lines = [words.gettext("Restored as it was %(made_at)s.", made_at=made_at)]
    if restored.aside:
        lines += [
            words.gettext("What was here before is kept aside: %(aside)s", aside=restored.aside),
            words.gettext("Drafts, rolls, staff and entries after that moment are there only."),
        ]
    lines += [
        words.gettext("The book of %(code)s was broken already: consult ledger check %(code)s", code=code)
        for code in restored.broken
    ]
    if restored.losses:
        lines.append(
            words.gettext("Nothing is recorded until you say in the books what was lost: consult ledger accept-loss")
        )
    if restored.archive.manifest.database == "postgresql":
        lines.append(words.gettext("Roles begin without rights: run the GRANT lines of docs/settings.md again."))
    return lines
