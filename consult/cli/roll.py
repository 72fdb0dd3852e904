"""`consult roll`: check a roll file, and import it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import click

from consult import clock
from consult.actions.import_roll import import_roll, refuse_faulty
from consult.cli.progress import progress_bar
from consult.cli.reader import person, reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.electorate import CountingSettings
from consult.domain.refusal import Refusal
from consult.domain.roll_file.reading import RollReading, read_roll
from consult.domain.roll_file.sheets import Sheet
from consult.domain.roll_summary import RollSummary, roll_summary
from consult.spreadsheets.reading import read_spreadsheet_file
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.roll_faults import fault_line, severity_name
from consult.wording.roll_json import checked_json, imported_json
from consult.wording.roll_words import diff_line, roll_lines, unknown_columns_line


@dataclass(frozen=True, slots=True)
class RollFile:
    """A roll file as it was read."""

    path: Path
    content: bytes
    sheets: list[Sheet]
    reading: RollReading

    @property
    def sha256(self) -> str:
        """The fingerprint of the file, in hex."""
        return hashlib.sha256(self.content).hexdigest()


@click.group(cls=SpokenGroup, help=N_("An estate's roll: check a file, import it."))
def roll() -> None:
    """An estate's roll."""


@roll.command(
    cls=SpokenCommand,
    help=N_("Read a roll, list every fault, and show what each way of counting asks. Changes nothing."),
)
@click.argument("file", type=click.Path(path_type=Path))
@option("--report", type=click.Path(path_type=Path), help=N_("Write the workbook with what is wrong in each row."))
@option("--counts-parking", is_flag=True, help=N_("The rules of procedure count parking spaces."))
@option("--counts-storage", is_flag=True, help=N_("The rules of procedure count storage rooms."))
@as_json
def check(file: Path, report: Path | None, counts_parking: bool, counts_storage: bool, is_json: bool) -> None:
    """Check a roll file."""
    read = read_file(file)
    summary = roll_summary(read.reading.units, CountingSettings(counts_parking, counts_storage), read.reading.rows)
    if report is not None:
        write_report(read, report)
    if is_json:
        click.echo(json.dumps(checked_json(reader(), file.name, read.reading, summary), ensure_ascii=False, indent=1))
    else:
        say_checked(reader(), read.reading, summary)
    if blocking := read.reading.blocking:
        raise Refusal("roll-not-ready", n=len(blocking))


@roll.command("import", cls=SpokenCommand, help=N_("Import a roll: all of it or nothing."))
@click.argument("file", type=click.Path(path_type=Path))
@option("--estate", "estate_code", help=N_("The estate's code; may be left out where there is only one."))
@as_json
def import_(file: Path, estate_code: str | None, is_json: bool) -> None:
    """Import a roll file."""
    from consult.cli.database import opened
    from consult.cli.estate import estate_named

    words, read = reader(), read_file(file)
    refuse_faulty(read.reading, file.name)
    with opened() as here:
        estate = estate_named(here.session, estate_code)
        with progress_bar(words.gettext("Writing the roll")):
            done = import_roll(
                here.session,
                estate.id,
                read.reading,
                by=person(),
                now=clock.now(),
                file_name=file.name,
                file_sha256=read.sha256,
            )
    if is_json:
        told = imported_json(estate.code, done.version, done.summary, done.diff)
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    click.echo(words.gettext("The roll is imported as version %(n)s.", n=done.version))
    for line in roll_lines(words, done.summary):
        click.echo(line)
    if done.diff is not None:
        click.echo(diff_line(words, done.diff))


def read_file(path: Path) -> RollFile:
    """Read a roll file whole; refuses what `read_spreadsheet_file` and `read_roll` refuse."""
    with progress_bar(reader().gettext("Reading the roll")):
        content, sheets = read_spreadsheet_file(path)
        return RollFile(path, content, sheets, read_roll(sheets, path.name))


def write_report(read: RollFile, to: Path) -> None:
    """Write the annotated workbook; refuses `roll-report-over-roll` and `roll-report-unwritable`."""
    if to.exists() and to.samefile(read.path):
        raise Refusal("roll-report-over-roll", name=to.name)
    from consult.spreadsheets.report import roll_report

    with progress_bar(reader().gettext("Writing the report")):
        content = roll_report(read.content, read.path.name, read.sheets, read.reading, reader())
        beside = to.with_name(f".{to.name}.part")
        try:
            beside.write_bytes(content)
            beside.replace(to)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise Refusal("roll-report-unwritable", name=str(to)) from error


def say_checked(words: Words, reading: RollReading, summary: RollSummary) -> None:
    """Print the faults, the gravest first, and what the roll amounts to."""
    for fault in sorted(reading.faults, key=lambda fault: not fault.blocks):
        click.echo(f"[{severity_name(words, fault.severity)}] {fault_line(words, fault)}")
    if not reading.faults:
        click.echo(words.gettext("No faults were found."))
    if aside := unknown_columns_line(words, reading):
        click.echo(aside)
    for line in roll_lines(words, summary):
        click.echo(line)
