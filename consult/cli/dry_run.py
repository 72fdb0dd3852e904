"""`consult dry-run`: rehearse a consultation with the turnout of the last one."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from consult.cli.database import opened
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, as_json
from consult.domain.dry_run_json import dry_run_json
from consult.queries.consultations import consultation_of_code
from consult.queries.dry_run import Rehearsal, rehearse
from consult.wording.dry_run import agreeing_sentences, building_rows, conclusion, need_rows
from consult.wording.language import Words
from consult.wording.marking import N_


@click.command(
    "dry-run",
    cls=SpokenCommand,
    help=N_(
        "Rehearse a consultation that is not over: if every building took part as last time, would it be enough, how "
        "many doors are missing, and in which buildings?"
    ),
)
@click.argument("code", metavar="CONSULTATION")
@as_json
def dry_run_command(code: str, is_json: bool) -> None:
    """Say what would come of it."""
    with opened() as here:
        rehearsal = rehearse(here.session, consultation_of_code(here.session, code))
    if is_json:
        written = {"last": rehearsal.last.code} | dry_run_json(rehearsal.found)
        click.echo(json.dumps(written, ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(_lines(reader(), rehearsal)))


def _lines(words: Words, rehearsal: Rehearsal) -> Iterator[str]:
    found, last = rehearsal.found, rehearsal.last
    yield conclusion(words, found)
    yield words.gettext(
        "Last time: “%(title)s”, closed on %(moment)s.",
        title=words.pick(last.title),
        moment=words.moment(last.closed_at or last.closes_at),
    )
    for stage, needed, expected, doors, buildings in need_rows(words, found):
        yield f"  {stage} · {needed} → {expected}"
        if buildings != "—":
            yield "    " + words.gettext("doors missing: %(doors)s; first in %(places)s", doors=doors, places=buildings)
    yield from (f"  {said}" for said in agreeing_sentences(words, found))
    for name, electors, heads, share, _area, silent, source in building_rows(words, found):
        yield "  " + words.gettext(
            "%(place)s: %(heads)s of %(electors)s expected (%(share)s, %(source)s), %(silent)s doors silent",
            place=name,
            heads=heads,
            electors=electors,
            share=share,
            source=source,
            silent=silent,
        )
