"""`consult contest`: list households that say of their recorded ballot "this was not us", and decide about them.

Numbers of lines are left out: beside a door they would tell whose choice a line of the book is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from consult import clock
from consult.actions.decide_contest import Deciding, decide_contest
from consult.cli.database import opened
from consult.cli.reader import person, reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.contest import DECIDED
from consult.domain.ledger import utc_text
from consult.queries.consultations import consultation_of_code
from consult.queries.contests import ContestView, contests
from consult.queries.electors_typed import elector_typed
from consult.wording.contests import came_said, enterers_said, ruling_name
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name


@click.group(cls=SpokenGroup, help=N_("Contested ballots: list, decide."))
def contest() -> None:
    """Contested ballots."""


@contest.command("list", cls=SpokenCommand, help=N_("List contested ballots, those without a decision first."))
@click.argument("code", metavar="CONSULTATION")
@as_json
def list_contests(code: str, is_json: bool) -> None:
    """List them; what the ballots say is not told."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        found = contests(here.session, view.estate.id, view.id)
    if is_json:
        click.echo(json.dumps([_plain(case) for case in found], ensure_ascii=False, indent=2))
        return
    words = reader()
    lines = [line for case in found for line in _lines(words, case)]
    click.echo("\n".join(lines) or words.gettext("Nobody has contested a ballot"))


@contest.command(
    cls=SpokenCommand, help=N_("Decide a contest, as somebody who did not enter the ballot. ROOM is like 3-502.")
)
@click.argument("code", metavar="CONSULTATION")
@click.argument("room", metavar="ROOM")
@option(
    "--ruling",
    required=True,
    type=click.Choice([ruling.value for ruling in DECIDED]),
    help=N_("Whether the household is right: then its ballot is annulled."),
)
@option("--reason", required=True, help=N_("Why; the household reads it."))
@as_json
def decide(code: str, room: str, ruling: str, reason: str, is_json: bool) -> None:
    """Decide the case of a household that waits, and say so."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        keys = (view.estate.id, view.id)
        elector_id = elector_typed(here.session, *keys, room).id
        seq = _waiting(contests(here.session, *keys, elector_id))
        decide_contest(here.session, *keys, Deciding(seq, ruling, reason), by=person(), now=clock.now())
        (decided,) = [case for case in contests(here.session, *keys, elector_id) if case.seq == seq]
    said = reader().gettext("Decided, and written into the book. The household reads it on its page.")
    click.echo(json.dumps(_plain(decided), ensure_ascii=False, indent=2) if is_json else said)


def _waiting(cases: Sequence[ContestView]) -> int:
    """The line of the household's oldest case without a decision, else of its last one; 0 where it has none."""
    return next((case.seq for case in cases if case.decided is None), cases[-1].seq if cases else 0)


def _lines(words: Words, case: ContestView) -> Iterator[str]:
    ballot, decided = case.ballot, case.decided
    by = enterers_said(words, ballot.entered_by) or words.gettext("the household itself")
    yield f"{place_name(words, *case.door)} · {words.gettext('Contested')}: {words.moment(case.at)}"
    recorded = ", ".join((words.moment(ballot.at), came_said(words, ballot), by))
    yield f"  {words.gettext('Ballot recorded')}: {recorded}"
    if case.said:
        yield f"  {words.gettext('The household says:')} {case.said}"
    if decided is None:
        yield "  " + words.gettext("Waits for a decision")
        return
    yield f"  {ruling_name(words, decided.ruling)} · {decided.by}, {words.moment(decided.at)}"
    yield f"  {decided.reason}"


def _plain(case: ContestView) -> dict[str, Any]:
    ballot, decided = case.ballot, case.decided
    return {
        "room": list(case.door),
        "contested_at": utc_text(case.at),
        "said": case.said or None,
        "ballot": {
            "at": utc_text(ballot.at),
            "channel": ballot.channel,
            "entered_by": [one.name for one in ballot.entered_by],
            "photo": ballot.photo or None,
            "is_counted": ballot.is_counted,
        },
        "ruling": decided.ruling.value if decided else None,
        "reason": decided.reason if decided else None,
        "decided_by": decided.by if decided else None,
        "decided_at": utc_text(decided.at) if decided else None,
    }
