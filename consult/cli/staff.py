"""`consult staff`: one-time links for the people who work in the console."""

from __future__ import annotations

import json

import click
from sqlalchemy.orm import Session

from consult import clock, logbook
from consult.actions.invite_staff import invite_staff, make_sign_in_link
from consult.actions.reset_second_factor import reset_second_factor
from consult.actions.switch_off_staff import switch_off_staff
from consult.actions.vouch_for_staff import vouch_for_staff
from consult.cli.database import opened
from consult.cli.estate import estate_named
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.refusal import Refusal
from consult.queries.accounts import AccountView, accounts
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.roles import role_name

estate_option = option("--estate", help=N_("The estate's code; may be left out where there is only one."))


@click.group(cls=SpokenGroup, help=N_("Staff: invite, list, sign in, switch off."))
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


@staff.command("list", cls=SpokenCommand, help=N_("List the accounts, their roles, and who has a second factor."))
@estate_option
@as_json
def list_accounts(estate: str | None, is_json: bool) -> None:
    """Say who has an account."""
    words = reader()
    with opened() as here:
        found = accounts(here.session, estate_named(here.session, estate).id)
    if is_json:
        fields = ("name", "login", "role", "is_active", "signs_in", "has_second_factor", "invited_by", "vouched_by")
        click.echo(json.dumps([{name: getattr(one, name) for name in fields} for one in found], ensure_ascii=False))
        return
    for one in found:
        click.echo("  ".join([one.login, one.name, role_name(words, one.role), _standing(words, one)]).rstrip())


def _standing(words: Words, account: AccountView) -> str:
    if not account.is_active:
        return words.gettext("Switched off")
    if account.has_second_factor:
        return words.gettext("With a second lock")
    return words.gettext("Password only") if account.signs_in else ""


@staff.command(
    "reset-second-factor",
    cls=SpokenCommand,
    help=N_("Forget the second factor of somebody who is locked out, and print a link that signs them in once."),
)
@click.argument("login")
@estate_option
@as_json
def reset(login: str, estate: str | None, is_json: bool) -> None:
    """Let somebody in who has lost phone and recovery codes; their open sign-ins end."""
    with opened() as here:
        chosen, now = estate_named(here.session, estate), clock.now()
        _, staff_id = reset_second_factor(here.session, chosen.id, login, now=now)
        logbook.note("second factor: reset by command", audience="staff", estate=chosen.id, id=staff_id)
        token = make_sign_in_link(here.session, chosen.id, login, secret=here.settings.secret_key, now=now)
        _tell(f"{here.settings.public_url}/staff/{token}", is_json)


@staff.command(
    cls=SpokenCommand, help=N_("Vouch that an account belongs to somebody else than the one who invited it.")
)
@click.argument("login")
@estate_option
def vouch(login: str, estate: str | None) -> None:
    """Vouch for an account, as whoever looks after the machine."""
    with opened() as here:
        chosen = estate_named(here.session, estate)
        found = _account(here.session, chosen.id, login)
        name = vouch_for_staff(here.session, chosen.id, found.id, by="consult staff vouch", now=clock.now())
        logbook.note("vouched for an account by command", audience="staff", estate=chosen.id, id=found.id)
        click.echo(reader().gettext("Noted: %(name)s is a person of their own.", name=name))


def _account(session: Session, estate_id: int, login: str) -> AccountView:
    found = next((one for one in accounts(session, estate_id) if one.login == login.strip().casefold()), None)
    if found is None:
        raise Refusal("staff-unknown", login=login[:60])
    return found


@staff.command("switch-off", cls=SpokenCommand, help=N_("Switch an account off: its sign-ins and phones end at once."))
@click.argument("login")
@estate_option
def switch_off(login: str, estate: str | None) -> None:
    """Switch somebody's account off."""
    with opened() as here:
        chosen = estate_named(here.session, estate)
        found = _account(here.session, chosen.id, login)
        name = switch_off_staff(
            here.session, chosen.id, found.id, by="consult staff switch-off", by_id=0, now=clock.now()
        )
        logbook.note("account switched off", audience="staff", estate=chosen.id, id=found.id)
        click.echo(reader().gettext("%(name)s is switched off: all sign-ins and phones have ended.", name=name))


def _tell(link: str, is_json: bool) -> None:
    if is_json:
        click.echo(json.dumps({"link": link}))
        return
    click.echo(link)
    click.echo(reader().gettext("Hand this link to one person only: whoever opens it first uses it up."), err=True)
