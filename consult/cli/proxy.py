"""`consult proxy`: enter a written proxy with the principal's own choices, and list those entered."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import click

from consult import clock
from consult.actions.enter_proxy_ballot import Entry, enter_proxy_ballot
from consult.cli.answers_typed import read_typed_answers
from consult.cli.database import Opened, opened
from consult.cli.reader import person, reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.ledger import utc_text
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView, consultation_of_code
from consult.queries.electors_typed import elector_typed
from consult.queries.proxies import Mandate, mandates
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(cls=SpokenGroup, help=N_("Written proxies: enter, list."))
def proxy() -> None:
    """Written proxies."""


@proxy.command(
    cls=SpokenCommand,
    help=N_("Enter a written proxy: the principal's own choice for each question, handed in by the agent."),
)
@click.argument("code", metavar="CONSULTATION")
@option("--principal", required=True, help=N_("Whose choice it is: a room like 3-502, or the ballot's serial."))
@option("--agent", default="", help=N_("Who hands it in, where that is another elector: a room or a serial."))
@option("--agent-name", default="", help=N_("Who hands it in, where that is somebody else."))
@option("--signed-on", required=True, type=_DAY, help=N_("The day it was signed, like 2026-12-10."))
@option("--valid-until", required=True, type=_DAY, help=N_("The last day it is good for, like 2026-12-30."))
@option("--filed", required=True, help=N_("Where the paper is kept."))
@option(
    "--answer",
    "answers",
    multiple=True,
    required=True,
    metavar="N=ANSWER",
    help=N_("One for each question: 1=agree; 2=1,3 for several options; 3=1:2,2:1 for what stands by each option."),
)
@as_json
def enter(
    code: str,
    principal: str,
    agent: str,
    agent_name: str,
    signed_on: datetime,
    valid_until: datetime,
    filed: str,
    answers: tuple[str, ...],
    is_json: bool,
) -> None:
    """Enter one proxy, and say its line and slip code."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        entry = Entry(
            id=_same_for_the_same(code, principal, agent, agent_name, signed_on, valid_until, filed, sorted(answers)),
            estate_id=view.estate.id,
            consultation_id=view.id,
            principal_id=_elector(here, view, principal),
            answers=read_typed_answers(view.questions, answers),
            signed_on=signed_on.date(),
            valid_until=valid_until.date(),
            document=filed,
            agent_id=_elector(here, view, agent) if agent.strip() else None,
            agent_name=agent_name,
        )
        _refuse_nobody(entry)
        receipt = enter_proxy_ballot(here.session, entry, by=person(), now=clock.now(), zone=here.settings.zone)
    said = reader().gettext(
        "Recorded by proxy: no. %(seq)s, slip code %(receipt)s.", seq=receipt.seq, receipt=receipt.code
    )
    click.echo(json.dumps({"line": receipt.seq, "receipt": receipt.code}) if is_json else said)


def _same_for_the_same(*typed: object) -> str:
    """The same command sent twice is one proxy; as soon as anything in it differs it is another."""
    return hashlib.sha256(json.dumps(["cli", *typed], default=str).encode()).hexdigest()


def _elector(here: Opened, view: ConsultationView, typed: str) -> int:
    return elector_typed(here.session, view.estate.id, view.id, typed).id


def _refuse_nobody(entry: Entry) -> None:
    if entry.agent_id is None and not entry.agent_name.strip():
        raise Refusal("proxy-without-agent")


@proxy.command("list", cls=SpokenCommand, help=N_("List the proxies of a consultation, newest first."))
@click.argument("code", metavar="CONSULTATION")
@as_json
def list_proxies(code: str, is_json: bool) -> None:
    """List the proxies; what they choose is not told."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        found = mandates(here.session, view.estate.id, view.id)
    if is_json:
        click.echo(json.dumps([_plain(row) for row in found], ensure_ascii=False, indent=2))
        return
    words = reader()
    lines = [_line(words, row, view.procedure.proxy_cap) for row in found]
    click.echo("\n".join(lines) or words.gettext("No proxies have been entered."))


def _line(words: Words, row: Mandate, cap: int) -> str:
    agent = place_name(words, *row.agent) if row.agent else row.agent_name
    said = [
        f"{place_name(words, *row.principal)} ← {agent}",
        words.gettext("Annulled") if row.is_annulled else words.gettext("%(n)s of %(cap)s", n=row.represented, cap=cap),
        f"{words.date(row.signed_on)} – {words.date(row.valid_until)}",
        row.document,
        f"{row.entered_by}, {words.moment(row.entered_at)}",
    ]
    return " · ".join(said)


def _plain(row: Mandate) -> dict[str, Any]:
    return {
        "principal": list(row.principal),
        "agent": list(row.agent) if row.agent else None,
        "agent_name": row.agent_name or None,
        "represented": row.represented,
        "is_annulled": row.is_annulled,
        "signed_on": row.signed_on.isoformat(),
        "valid_until": row.valid_until.isoformat(),
        "filed": row.document,
        "entered_by": row.entered_by,
        "entered_at": utc_text(row.entered_at),
    }
