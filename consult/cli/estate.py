"""`consult estate`: enter an estate, list those there are."""

from __future__ import annotations

import json

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.create_estate import NewEstate, create_estate
from consult.cli.database import opened
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.refusal import Refusal
from consult.models.place import Estate
from consult.queries.consultations import EstateView, estate_of_code, estate_view
from consult.wording.marking import N_


@click.group(cls=SpokenGroup, help=N_("Estates: enter one, list those there are."))
def estate() -> None:
    """Estates."""


@estate.command(cls=SpokenCommand, help=N_("Enter an estate. CODE is what commands call it, like wutong."))
@click.argument("code")
@option("--name", required=True, help=N_("What the estate is called in Chinese."))
@option("--name-en", default="", help=N_("What the estate is called in English."))
@option("--committee", default="", help=N_("The committee's full name; made from the estate's if left out."))
@option("--committee-en", default="", help=N_("The committee's full name in English."))
@option("--term", default="", help=N_("The committee's term, like 第三届."))
@option("--phone", default="", help=N_("Whom residents may call; printed on posters and letters."))
def create(code: str, name: str, name_en: str, committee: str, committee_en: str, term: str, phone: str) -> None:
    """Enter an estate."""
    new = NewEstate(
        code=code,
        name=_text(name, name_en),
        committee=_text(committee, committee_en),
        term=term,
        contact={"phone": phone} if phone else {},
    )
    with opened() as here:
        create_estate(here.session, new)
    click.echo(reader().gettext("Estate “%(estate)s” is entered. Next: import its roll.", estate=code))


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


def estates(session: Session) -> list[EstateView]:
    """All estates by code."""
    return [estate_view(row) for row in session.scalars(select(Estate).order_by(Estate.code))]


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
