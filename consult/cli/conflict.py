"""`consult conflict`: list electors of whom two ballots came, and settle between them as the owners decided.

Numbers of lines and electors are left out: beside a door they would tell whose choice a line of the book is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from consult import clock
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.cli.database import Opened, opened
from consult.cli.reader import person, reader
from consult.cli.small_file import read_small_file
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.counting.book_count import Decision
from consult.domain.electors import place_order
from consult.domain.ledger import utc_text
from consult.domain.refusal import Refusal
from consult.queries.conflicts import Arrival, Conflict, conflicts
from consult.queries.consultations import ConsultationView, consultation_of_code
from consult.queries.electors_typed import elector_typed
from consult.scanning.photo import LARGEST, cleaned
from consult.wording.answers import channel_name
from consult.wording.conflicts import decision_name
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name


@click.group(cls=SpokenGroup, help=N_("Two ballots of one household: list, settle."))
def conflict() -> None:
    """Two ballots of one household."""


@conflict.command(
    "list", cls=SpokenCommand, help=N_("List households with two ballots, those without a decision first.")
)
@click.argument("code", metavar="CONSULTATION")
@as_json
def list_conflicts(code: str, is_json: bool) -> None:
    """List them; what the ballots say is not told."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        found = conflicts(here.session, view.estate.id, view.id)
    found.sort(key=lambda one: (one.is_settled, place_order(one.door)))
    if is_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2))
        return
    words = reader()
    lines = [line for one in found for line in _lines(words, one)]
    click.echo("\n".join(lines) or words.gettext("No household sent two ballots."))


@conflict.command(
    cls=SpokenCommand, help=N_("Settle between two ballots, as the owners decided in writing. ROOM is like 3-502.")
)
@click.argument("code", metavar="CONSULTATION")
@click.argument("room", metavar="ROOM")
@option(
    "--decision",
    required=True,
    type=click.Choice([decision.value for decision in Decision]),
    help=N_("Which ballot counts."),
)
@option("--ballot", type=click.IntRange(1, 99), help=N_("Which later ballot, counted from 1; else the last."))
@option("--reason", required=True, help=N_("The owners' statement, and where it is kept."))
@option(
    "--photo",
    type=click.Path(path_type=Path),
    help=N_("A photo of the signed statement: JPEG, PNG or WebP. Without it, the one kept of the sheet that counts."),
)
@as_json
def settle(
    code: str, room: str, decision: str, ballot: int | None, reason: str, photo: Path | None, is_json: bool
) -> None:
    """Settle, and say so."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        elector_id = elector_typed(here.session, view.estate.id, view.id, room).id
        line = _line_of(here, view, elector_id, ballot)
        evidence = cleaned(read_small_file(photo, LARGEST)) if photo else None
        settling = Settling(elector_id, decision, reason, line, evidence)
        settle_conflict(here.session, view.estate.id, view.id, settling, by=person(), now=clock.now())
        (settled,) = conflicts(here.session, view.estate.id, view.id, elector_id)
    said = reader().gettext("Settled, and written into the book.")
    click.echo(json.dumps(_plain(settled), ensure_ascii=False, indent=2) if is_json else said)


def _line_of(here: Opened, view: ConsultationView, elector_id: int, ballot: int | None) -> int | None:
    """The line of a household's later ballot, counted from 1; refuses `nothing-in-conflict` where there is none."""
    if ballot is None:
        return None
    found = conflicts(here.session, view.estate.id, view.id, elector_id)
    lines = [second.seq for one in found for second in one.seconds]
    if ballot > len(lines):
        raise Refusal("nothing-in-conflict")
    return lines[ballot - 1]


def _lines(words: Words, one: Conflict) -> Iterator[str]:
    several = words.gettext("Several owners") if one.has_co_owners else words.gettext("One owner")
    yield f"{place_name(words, *one.door)} · {several}"
    yield f"  {words.gettext('Came first')}: {_ballot(words, one.first)}"
    for which, second in enumerate(one.seconds, start=1):
        yield f"  {which}. {words.gettext('Came later')}: {_ballot(words, second)}"
    if one.settled is None:
        yield "  " + words.gettext("Not settled yet: the first one counts")
        return
    yield f"  {decision_name(words, one.settled.decision)} · {one.settled.by}, {words.moment(one.settled.at)}"
    if not one.is_settled:
        yield "  " + words.gettext("Another ballot came after that; decide again")


def _ballot(words: Words, arrival: Arrival) -> str:
    by = arrival.entered_by or words.gettext("the household itself")
    return f"{words.moment(arrival.at)}, {channel_name(words, arrival.channel)}, {by}"


def _plain(one: Conflict) -> dict[str, Any]:
    settled = one.settled
    return {
        "room": list(one.door),
        "has_co_owners": one.has_co_owners,
        "first": _plain_ballot(one.first),
        "later": [_plain_ballot(second) for second in one.seconds],
        "is_settled": one.is_settled,
        "decision": settled.decision.value if settled else None,
        "ballot": _which(one),
        "reason": settled.reason if settled else None,
        "settled_by": settled.by if settled else None,
        "photo": (settled.evidence or None) if settled else None,
        "settled_at": utc_text(settled.at) if settled else None,
    }


def _which(one: Conflict) -> int | None:
    """Which later ballot was decided about, counted from 1."""
    lines = [second.seq for second in one.seconds]
    return lines.index(one.settled.duplicate) + 1 if one.settled and one.settled.duplicate in lines else None


def _plain_ballot(arrival: Arrival) -> dict[str, Any]:
    return {"at": utc_text(arrival.at), "channel": arrival.channel, "entered_by": arrival.entered_by or None}
