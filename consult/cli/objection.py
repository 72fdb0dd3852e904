"""`consult objection`: list objections to a posted result, and decide them with the reason that the household reads.

Numbers of lines are left out: beside a door they would tell whose choice a line of the book is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from consult import clock
from consult.actions.decide_objection import Decision, decide_objection
from consult.cli.database import opened
from consult.cli.reader import person, reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.ledger import utc_text
from consult.domain.result_objection import DECISIONS
from consult.queries.consultations import consultation_of_code
from consult.queries.result_objections import ObjectionView, result_objections
from consult.wording.households import words_by
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name
from consult.wording.result_objections import matter_name, outcome_name


@click.group(cls=SpokenGroup, help=N_("Objections to a result: list, decide."))
def objection() -> None:
    """Objections to a result."""


@objection.command("list", cls=SpokenCommand, help=N_("List objections, those without a decision first."))
@click.argument("code", metavar="CONSULTATION")
@as_json
def list_objections(code: str, is_json: bool) -> None:
    """List them with their numbers, which `decide` takes."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        found = result_objections(here.session, view.estate.id, view.id)
    if is_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2))
        return
    words = words_by(reader(), view.basis, is_binding=view.is_binding)
    lines = [line for one in found for line in _lines(words, one)]
    click.echo("\n".join(lines) or words.gettext("No objection has been received so far."))


@objection.command(
    cls=SpokenCommand, help=N_("Decide an objection, as somebody whom it does not concern. NUMBER is as listed.")
)
@click.argument("code", metavar="CONSULTATION")
@click.argument("number", metavar="NUMBER", type=click.IntRange(1, 999_999_999))
@option(
    "--outcome",
    required=True,
    type=click.Choice([outcome.value for outcome in DECISIONS]),
    help=N_("What was decided. No figure moves by it: that takes a contest or a correction."),
)
@option("--reason", required=True, help=N_("Why; whoever objected reads it."))
@as_json
def decide(code: str, number: int, outcome: str, reason: str, is_json: bool) -> None:
    """Decide one, and say so."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        keys = (view.estate.id, view.id)
        decide_objection(here.session, *keys, Decision(number, outcome, reason), by=person(), now=clock.now())
        (decided,) = [one for one in result_objections(here.session, *keys) if one.number == number]
    said = reader().gettext("Decided. The household reads it on its page; answer a letter on paper.")
    click.echo(json.dumps(_plain(decided), ensure_ascii=False, indent=2) if is_json else said)


def _lines(words: Words, one: ObjectionView) -> Iterator[str]:
    who = place_name(words, *one.door) if one.door else one.raised_by
    number = words.gettext("Objection no. %(n)s", n=words.integer(one.number))
    yield f"{number} · {words.day(one.received_on)} · {who} · {matter_name(words, one.matter)}"
    if one.entered_by:
        yield f"  {words.gettext('on paper, entered by %(person)s', person=one.entered_by)}"
    yield f"  {one.said}"
    if one.outcome is None:
        yield f"  {words.gettext('Waits for the decision')}"
        return
    by = f" · {one.decided_by}, {words.moment(one.decided_at)}" if one.decided_by and one.decided_at else ""
    yield f"  {outcome_name(words, one.outcome)}{by}"
    if one.reason:
        yield f"  {one.reason}"
    for done in one.put_right:
        said = words.gettext(
            "Put right on %(moment)s, by a correction or a contested ballot.", moment=words.moment(done.at)
        )
        yield f"  {said}"


def _plain(one: ObjectionView) -> dict[str, Any]:
    return {
        "number": one.number,
        "room": list(one.door) if one.door else None,
        "raised_by": one.raised_by or None,
        "entered_by": one.entered_by or None,
        "matter": one.matter.value,
        "said": one.said,
        "photo": one.photo or None,
        "received_on": one.received_on.isoformat(),
        "outcome": one.outcome.value if one.outcome else None,
        "reason": one.reason or None,
        "decided_by": one.decided_by or None,
        "decided_at": utc_text(one.decided_at) if one.decided_at else None,
        "put_right_at": [utc_text(done.at) for done in one.put_right],
    }
