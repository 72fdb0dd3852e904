"""`consult consultation`: the life of a consultation without the web page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from consult import clock
from consult.actions.announce_consultation import announce_consultation
from consult.actions.close_consultation import close_consultation
from consult.actions.draft_consultation import draft_consultation
from consult.actions.have_signing_key import have_signing_key
from consult.actions.open_consultation import open_consultation
from consult.cli.closing import left_behind
from consult.cli.database import Opened, opened
from consult.cli.estate import estate_named
from consult.cli.picture_file import picture_beside
from consult.cli.reader import is_watched, person, reader
from consult.cli.result_lines import result_lines
from consult.cli.shown import consultation_json, consultation_lines
from consult.cli.small_file import read_small_file
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.consultation import State
from consult.domain.consultation_file import read_plan
from consult.domain.two_people import CLOSING_CONFIRMED_BY, CLOSING_PROPOSED_BY
from consult.queries.accounts import account_name
from consult.queries.conflicts import unsettled
from consult.queries.consultations import ConsultationView, consultation_of_code, consultation_of_id, consultations_of
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.states import state_name


@click.group(cls=SpokenGroup, help=N_("Consultations: create, list, show, announce, open, close."))
def consultation() -> None:
    """The life of a consultation."""


@consultation.command(cls=SpokenCommand, help=N_("Keep a consultation written in a TOML file as a draft."))
@click.argument("file", type=click.Path(path_type=Path))
@option("--estate", required=True, help=N_("The estate's code."))
@as_json
def create(file: Path, estate: str, is_json: bool) -> None:
    """Read the file, refuse it with everything that is wrong, or keep it as a draft."""
    plan = read_plan(read_small_file(file), reader().zone)
    photo = picture_beside(file, plan.picture) if plan.picture else None
    with opened() as here:
        chosen = estate_named(here.session, estate)
        drafted = draft_consultation(
            here.session, chosen.id, plan, by=person(), now=clock.now(), zone=reader().zone, photo=photo
        )
        view = consultation_of_id(here.session, chosen.id, drafted.consultation_id)
    said = reader().gettext("Kept as draft %(code)s. Next: consult consultation announce %(code)s", code=view.code)
    _tell(view, said, is_json)


@consultation.command("list", cls=SpokenCommand, help=N_("List an estate's consultations, newest first."))
@option("--estate", help=N_("The estate's code; may be left out where there is only one."))
@as_json
def list_consultations(estate: str | None, is_json: bool) -> None:
    """List an estate's consultations."""
    with opened() as here:
        found = consultations_of(here.session, estate_named(here.session, estate).id)
    if is_json:
        click.echo(_dump([consultation_json(view) for view in found]))
        return
    words = reader()
    for view in found:
        click.echo(f"{view.code}  {state_name(words, view.state)}  {words.pick(view.title)}")


@consultation.command(cls=SpokenCommand, help=N_("Show a consultation: state, times, rule, questions."))
@click.argument("code")
@as_json
def show(code: str, is_json: bool) -> None:
    """Show one consultation."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
    _tell(view, "\n".join(consultation_lines(reader(), view)), is_json)


@consultation.command(cls=SpokenCommand, help=N_("Announce a draft: its text and its list of electors stand still."))
@click.argument("code")
@as_json
def announce(code: str, is_json: bool) -> None:
    """Announce a draft."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        announce_consultation(
            here.session, view.estate.id, view.id, by=person(), now=clock.now(), zone=here.settings.zone
        )
        view = _again(here, view)
    words = reader()
    said = words.gettext(
        "Announced with %(heads)s electors and %(area)s. It opens on %(opens_at)s.",
        heads=words.integer(view.electorate.heads),
        area=words.area(view.electorate.area),
        opens_at=words.moment(view.opens_at),
    )
    _tell(view, said, is_json)


@consultation.command("open", cls=SpokenCommand, help=N_("Open an announced consultation for ballots."))
@click.argument("code")
@as_json
def open_ballot(code: str, is_json: bool) -> None:
    """Open for ballots."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        have_signing_key(here.session, view.estate.id, secret=here.settings.secret_key, now=clock.now())
        open_consultation(here.session, view.estate.id, view.id, by=person(), now=clock.now())
        view = _again(here, view)
    words = reader()
    _tell(view, words.gettext("Open until %(closes_at)s.", closes_at=words.moment(view.closes_at)), is_json)


@consultation.command(
    cls=SpokenCommand, help=N_("Close a consultation whose time is over, count it and seal the result.")
)
@click.argument("code")
@option("--yes", is_flag=True, help=N_("Ask nothing, whatever is left behind."))
@option("--by", help=N_("A binding vote: the sign-in name of the committee member who closes it."))
@option("--confirmed-by", help=N_("A binding vote: the sign-in name of whoever confirms, committee or scrutineer."))
@as_json
def close(code: str, yes: bool, by: str | None, confirmed_by: str | None, is_json: bool) -> None:
    """Say what is left behind, close, count, and show the result."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        if view.state is State.OPEN and view.closes_at <= clock.now():
            _ask_about_what_is_left(here, view, yes)
        first = account_name(here.session, view.estate.id, by, CLOSING_PROPOSED_BY) if by else person()
        second = account_name(here.session, view.estate.id, confirmed_by, CLOSING_CONFIRMED_BY) if confirmed_by else ""
        result = close_consultation(
            here.session, view.estate.id, view.id, by=first, confirmed_by=second, now=clock.now()
        )
        waiting = unsettled(here.session, view.estate.id, view.id)
    if waiting:
        click.echo(_not_settled(reader(), waiting), err=True)
    click.echo(_dump(result) if is_json else "\n".join(result_lines(reader(), result)))


def _ask_about_what_is_left(here: Opened, view: ConsultationView, yes: bool) -> None:
    """Closing cannot be undone: a person at the terminal is asked, a script is told; status 2 where they would wait."""
    words = reader()
    left = left_behind(words, here.session, view)
    for said in left:
        click.echo(said, err=True)
    # Nobody's answer is waited for with the database in hand.
    here.session.rollback()
    if left and not yes and is_watched() and not click.confirm(words.gettext("Close all the same?"), err=True):
        raise click.exceptions.Exit(2)


def _not_settled(words: Words, waiting: int) -> str:
    """Households whose two ballots nobody decided about: what counted before stood at the count."""
    said = words.ngettext(
        "%(n)s household sent two ballots, and nothing was settled",
        "%(n)s households sent two ballots, and nothing was settled",
        waiting,
    )
    stood = words.gettext("What counted before stood at the count; nothing can be changed any more.")
    return f"{said}。{stood}" if words.is_chinese else f"{said}. {stood}"


def _again(here: Opened, view: ConsultationView) -> ConsultationView:
    return consultation_of_id(here.session, view.estate.id, view.id)


def _tell(view: ConsultationView, said: str, is_json: bool) -> None:
    click.echo(_dump(consultation_json(view)) if is_json else said)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
