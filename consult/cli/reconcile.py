"""`consult reconcile`: what became of the sheets of a vote, and signing for them as they were counted by hand."""

from __future__ import annotations

import json

import click

from consult import clock
from consult.actions.reconcile_sheets import CountedByHand, reconcile_sheets
from consult.cli.database import opened
from consult.cli.reader import person, reader
from consult.cli.spoken import SpokenCommand, as_json, option
from consult.domain.reconciliation import Reconciliation, figures_json
from consult.domain.refusal import Refusal
from consult.queries.consultations import consultation_of_code
from consult.queries.reconciliation import fates_now, listed_sheets, signed_reconciliation
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.sheets import FATES_SAID, reconciled_said


@click.command(cls=SpokenCommand, help=N_("Show what became of the sheets; with both figures, sign for them."))
@click.argument("code", metavar="CONSULTATION")
@option("--unused", type=click.IntRange(min=0), help=N_("Sheets that were never handed out."))
@option("--in-box", type=click.IntRange(min=0), help=N_("Sheets that came back, counted by hand."))
@option("--explain", default="", help=N_("Why they do not balance, where they do not."))
@as_json
def reconcile(code: str, unused: int | None, in_box: int | None, explain: str, is_json: bool) -> None:
    """Show the figures; sign where both counts by hand are given."""
    if (unused is None) != (in_box is None):
        raise Refusal("sheet-figure-missing")
    with opened() as here:
        view = consultation_of_code(here.session, code)
        keys = (view.estate.id, view.id)
        if unused is not None and in_box is not None:
            counted = CountedByHand(unused, in_box, explain)
            reconcile_sheets(here.session, *keys, counted, by=person(), now=clock.now())
        fates = fates_now(here.session, *keys)
        listed, signed = listed_sheets(here.session, *keys), signed_reconciliation(here.session, *keys)
    found = signed.found if signed and signed.is_current else None
    if is_json:
        shown = figures_json(found) if found else {"listed": listed, **{fate.value: n for fate, n in fates.items()}}
        click.echo(json.dumps(shown | {"signed": found is not None}, ensure_ascii=False, indent=2))
        return
    words = reader()
    lines = [f"{words.gettext(FATES_SAID[fate.value])}: {words.integer(n)}" for fate, n in fates.items()]
    click.echo(
        "\n".join([words.gettext("Numbered sheets") + f": {words.integer(listed)}", *lines, _state(words, found)])
    )


def _state(words: Words, found: Reconciliation | None) -> str:
    if found is None:
        return words.gettext("Not signed yet, or sheets were entered since. Give --unused and --in-box.")
    said = reconciled_said(words, figures_json(found))
    return words.gettext("Signed: %(figures)s.", figures=said)
