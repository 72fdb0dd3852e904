"""`consult ledger accept-loss`: the database went backwards, what is missing is known, and voting may go on."""

from __future__ import annotations

import sys

import click

from consult import clock
from consult.actions.accept_loss import accept_loss
from consult.cli.database import opened
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, option
from consult.domain.refusal import Refusal
from consult.models.heads_apart import Gap, heads_apart, heads_now
from consult.wording.book import gap_sentence
from consult.wording.marking import N_


@click.command(
    "accept-loss",
    cls=SpokenCommand,
    help=N_("After a database went backwards: list what is missing, say so in the books, and let people vote again."),
)
@option("--reason", default="", help=N_("Why, in a sentence. It stands in the book for everybody: name nobody."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
def accept_loss_command(reason: str, yes: bool) -> None:
    """List, ask, write LOSS lines, and let the file remember the books as they stand now."""
    with opened() as here:
        apart = heads_apart(here.session)
        lost = apart.look(here.session) if apart else []
        if apart is None or not lost:
            click.echo(reader().gettext("Nothing is missing: every book reaches as far as it is remembered."))
            return
        click.echo("\n".join(gap_sentence(reader(), gap.code, gap.last_seq, gap.remembered.seq) for gap in lost))
        said = _agreed(reason, already=yes)
        here.session.rollback()
        codes = accept_loss(here.session, lost, reason=said, now=clock.now())
        apart.file.settle(heads_now(here.session))
    click.echo(_done(codes, lost))


def _agreed(reason: str, *, already: bool) -> str:
    """The reason, once somebody has agreed; refuses `loss-not-confirmed`."""
    if already:
        return reason
    if not sys.stdin.isatty():
        raise Refusal("loss-not-confirmed")
    words = reader()
    if not click.confirm(words.gettext("Look for a newer backup first. Go on without what is missing?"), err=True):
        raise Refusal("loss-not-confirmed")
    return reason or str(click.prompt(words.gettext("Why were they lost? Everybody will read it"), err=True))


def _done(codes: list[str], lost: list[Gap]) -> str:
    words = reader()
    gone = [gap.code for gap in lost if gap.code not in codes]
    lines = [
        words.gettext("Accepted. It stands in the book of %(code)s; people can vote again.", code=code)
        for code in codes
    ]
    lines += [words.gettext("Accepted. Of %(code)s there is no book to write it in.", code=code) for code in gone]
    return "\n".join(lines)
