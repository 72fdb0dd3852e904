"""`consult staff`: one-time links for the people who work in the console."""

from __future__ import annotations

import json

import click

from consult import clock
from consult.actions.invite_staff import invite_staff, make_sign_in_link
from consult.cli.database import opened
from consult.cli.estate import estate_named
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.wording.marking import N_

estate_option = option("--estate", help=N_("The estate's code; may be left out where there is only one."))


@click.group(cls=SpokenGroup, help=N_("Staff: invite, sign in."))
def staff() -> None:
    """Staff and their links."""


@staff.command(cls=SpokenCommand, help=N_("Print a link with which somebody makes their account. It works once."))
@estate_option
@option("--role", required=True, help=N_("The role: committee, scrutineer, leader, property, town or auditor."))
@as_json
def invite(estate: str | None, role: str, is_json: bool) -> None:
    """Invite somebody to a role."""
    with opened() as here:
        chosen = estate_named(here.session, estate)
        token = invite_staff(here.session, chosen.id, role, secret=here.settings.secret_key, now=clock.now())
        _tell(f"{here.settings.public_url}/staff/{token}", is_json)


@staff.command("sign-in", cls=SpokenCommand, help=N_("Print a link that signs somebody in. It works once."))
@click.argument("login")
@estate_option
@as_json
def sign_in(login: str, estate: str | None, is_json: bool) -> None:
    """Let somebody in who has forgotten their password."""
    with opened() as here:
        chosen = estate_named(here.session, estate)
        token = make_sign_in_link(here.session, chosen.id, login, secret=here.settings.secret_key, now=clock.now())
        _tell(f"{here.settings.public_url}/staff/{token}", is_json)


def _tell(link: str, is_json: bool) -> None:
    if is_json:
        click.echo(json.dumps({"link": link}))
        return
    click.echo(link)
    click.echo(reader().gettext("Hand this link to one person only: whoever opens it first uses it up."), err=True)
