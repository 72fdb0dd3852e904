"""`consult doctor`: one line each for everything this installation stands on: ok, or what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from consult.cli.checkup import Finding
from consult.cli.checkup.database import database_findings
from consult.cli.checkup.machine import machine_findings
from consult.cli.checkup.ways import ways_findings
from consult.cli.database import settings_here
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, as_json
from consult.wording.language import Words
from consult.wording.marking import N_


@click.command(cls=SpokenCommand, help=N_("Check settings, database, printing, secret and disk: ok, or what to do."))
@as_json
@click.pass_context
def doctor(ctx: click.Context, is_json: bool) -> None:
    """Say how everything is; leaves with 2 when something must be done."""
    words = reader()
    found = list(_findings(words))
    if is_json:
        click.echo(json.dumps([finding.as_json() for finding in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            click.echo(_line(words, finding))
    if not all(finding.is_fine for finding in found):
        ctx.exit(2)


def _findings(words: Words) -> Iterator[Finding]:
    settings = settings_here()
    yield from machine_findings(words, settings)
    yield from ways_findings(words, settings)
    yield from database_findings(words, settings)


def _line(words: Words, finding: Finding) -> str:
    if finding.is_fine:
        mark = click.style(words.gettext("ok"), fg="green")
        return f"{mark}  {finding.what}: {finding.found}"
    mark = click.style(words.gettext("TO DO"), fg="red", bold=True)
    return f"{mark}  {finding.what}: {finding.found}. {finding.mend}"
