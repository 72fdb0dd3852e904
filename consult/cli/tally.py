"""`consult tally`: count the book now; after closing, the sealed record."""

from __future__ import annotations

import json

import click

from consult.cli.database import opened
from consult.cli.reader import reader
from consult.cli.result_lines import result_lines
from consult.cli.spoken import SpokenCommand, as_json
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.queries.consultations import consultation_of_code
from consult.queries.results import count_now
from consult.wording.marking import N_


@click.command(cls=SpokenCommand, help=N_("Count the book of a consultation now; after closing, show the record."))
@click.argument("code", metavar="CONSULTATION")
@as_json
def tally(code: str, is_json: bool) -> None:
    """Count, and show figures and outcome."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        if view.state in (State.DRAFT, State.ANNOUNCED):
            raise Refusal("not-open", code=view.code)
        result = view.result or count_now(here.session, view.estate.id, view.id)
    if is_json:
        click.echo(json.dumps(dict(result), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(result_lines(reader(), result)))
