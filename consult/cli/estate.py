"""`consult estate`: enter an estate, change what is known of it, show one, list those there are."""

from __future__ import annotations

import json
from typing import Any

import click
from sqlalchemy.orm import Session

from consult import clock
from consult.actions.change_estate import EstateChange, change_estate, contact_with
from consult.actions.change_standing import change_standing
from consult.actions.create_estate import NewEstate, create_estate
from consult.cli.database import opened
from consult.cli.estate_options import estate_options, reach, text_given
from consult.cli.estate_shown import estate_json, estate_lines
from consult.cli.procedure_options import procedure_given
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.cli.standing_given import standing_given
from consult.domain.procedure import procedure_from_json
from consult.domain.refusal import Refusal
from consult.models.place import CLOSES_ALONE
from consult.queries.consultations import EstateView, estate_of_code, estates
from consult.queries.procedure import written_procedures
from consult.wording.marking import N_


@click.group(cls=SpokenGroup, help=N_("Estates: enter one, change one, show one, list those there are."))
def estate() -> None:
    """Estates."""


@estate.command(cls=SpokenCommand, help=N_("Enter an estate. CODE is what commands call it, like wutong."))
@click.argument("code")
@option("--name", required=True, help=N_("What the estate is called in Chinese."))
@option("--name-en", default="", help=N_("What the estate is called in English."))
@option("--committee", default="", help=N_("The committee's full name; made from the estate's if left out."))
@option("--committee-en", default="", help=N_("The committee's full name in English."))
@option("--term", default="", help=N_("The committee's term, like 第三届."))
@estate_options
def create(code: str, name: str, name_en: str, committee: str, committee_en: str, term: str, **given: Any) -> None:
    """Enter an estate."""
    new = NewEstate(
        code=code,
        name=_text(name, name_en),
        committee=_text(committee, committee_en),
        term=term,
        contact=contact_with({}, given["phone"], reach(given)),
        procedure=procedure_given(given),
        settings={} if given["closes_alone"] is None else {CLOSES_ALONE: given["closes_alone"]},
    )
    with opened() as here:
        create_estate(here.session, new)
    click.echo(reader().gettext("Estate “%(estate)s” is entered. Next: import its roll.", estate=code))


@estate.command(
    "set",
    cls=SpokenCommand,
    help=N_('Change what is known of an estate. What is not named stays; an empty text ("") takes it away.'),
)
@click.argument("code")
@option("--name", help=N_("What the estate is called in Chinese."))
@option("--name-en", help=N_("What the estate is called in English."))
@option("--committee", help=N_("The committee's full name."))
@option("--committee-en", help=N_("The committee's full name in English."))
@option("--term", help=N_("The committee's term, like 第三届."))
@option("--re-election/--no-re-election", default=None, help=N_("Whether the committee is being re-elected."))
@option("--adopted", help=N_("The number of the resolution that adopted electronic voting."))
@option("--adopted-on", type=click.DateTime(["%Y-%m-%d"]), help=N_("The day of that resolution, like 2025-09-28."))
@estate_options
def set_estate(code: str, **given: Any) -> None:
    """Change an estate."""
    change = EstateChange(
        name=text_given(given["name"], given["name_en"]),
        committee=text_given(given["committee"], given["committee_en"]),
        term=given["term"],
        phone=given["phone"],
        reach=reach(given),
        procedure=procedure_given(given),
        closes_alone=given["closes_alone"],
    )
    says_standing = given["re_election"] is not None or given["adopted"] is not None
    if change == EstateChange() and not says_standing and given["adopted_on"] is None:
        raise Refusal("estate-change-missing", estate=code)
    with opened() as here:
        standing = standing_given(given, estate_named(here.session, code).standing)
        change_estate(here.session, code, change)
        today = clock.now().astimezone(here.settings.zone).date()
        change_standing(here.session, estate_named(here.session, code).id, standing, today=today)
    click.echo(reader().gettext("Estate “%(estate)s” is changed.", estate=code))


@estate.command(cls=SpokenCommand, help=N_("Show what is known of an estate, and its rules of procedure."))
@click.argument("code", required=False)
@as_json
def show(code: str | None, is_json: bool) -> None:
    """Show an estate."""
    with opened() as here:
        found = estate_named(here.session, code)
        usual, _ = written_procedures(here.session, found.id)
    procedure = procedure_from_json(usual)
    if is_json:
        click.echo(json.dumps(estate_json(found, procedure), ensure_ascii=False))
        return
    click.echo("\n".join(estate_lines(reader(), found, procedure)))


@estate.command("list", cls=SpokenCommand, help=N_("List the estates."))
@as_json
def list_estates(is_json: bool) -> None:
    """List the estates."""
    with opened() as here:
        found = estates(here.session)
    if is_json:
        click.echo(json.dumps([{"code": e.code, "name": dict(e.name)} for e in found], ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one.code}  {reader().pick(one.name)}")


def estate_named(session: Session, code: str | None) -> EstateView:
    """The estate of a code, or the only one there is; refuses `unknown-estate` and `estate-not-named`."""
    if code is not None:
        return estate_of_code(session, code.strip().lower())
    found = estates(session)
    if len(found) != 1:
        raise Refusal("estate-not-named", known=[one.code for one in found])
    return found[0]


def _text(chinese: str, english: str) -> dict[str, str]:
    return {language: said.strip() for language, said in (("zh", chinese), ("en", english)) if said.strip()}
