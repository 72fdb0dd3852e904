"""`consult checkpoint`: write a checkpoint into an open book, and say what the board has to show."""

from __future__ import annotations

import json

import click

from consult import clock
from consult.actions.post_checkpoint import Posted, post_checkpoint
from consult.cli.database import opened
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, as_json
from consult.documents.imprint import grouped
from consult.domain.checkpoint import SHORT
from consult.queries.consultations import consultation_of_code
from consult.wording.marking import N_


@click.command(
    cls=SpokenCommand, help=N_("Write a checkpoint into the book of an open consultation, for the board to show.")
)
@click.argument("code", metavar="CONSULTATION")
@as_json
def checkpoint(code: str, is_json: bool) -> None:
    """Write it, and say number and fingerprint."""
    with opened() as here:
        view, now = consultation_of_code(here.session, code), clock.now()
        day = now.astimezone(here.settings.zone).date()
        posted = post_checkpoint(here.session, view.estate.id, view.id, day=day, once_a_day=False, now=now)
    click.echo(_as_json(view.code, posted) if is_json else checkpoint_line(view.code, posted))


def _as_json(code: str, posted: Posted) -> str:
    seq = None if posted.is_secret else posted.seq
    return json.dumps({"consultation": code, "seq": seq, "head": posted.head, "new": posted.is_new})


def checkpoint_line(code: str, posted: Posted) -> str:
    """One checkpoint as the board shows it."""
    words, groups = reader(), grouped(posted.head[:SHORT])
    if posted.is_secret:
        return words.gettext("%(code)s: %(groups)s", code=code, groups=groups)
    return words.gettext("%(code)s: no. %(seq)s, %(groups)s", code=code, seq=posted.seq, groups=groups)
