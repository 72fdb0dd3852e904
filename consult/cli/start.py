"""`consult start`: from nothing to a page one can open: database, demo estate, addresses, server."""

from __future__ import annotations

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult import clock
from consult.cli.database import engine_of, refuse_fragile, settings_here
from consult.cli.demo.command import load_unless_there
from consult.cli.demo.load import demo_estate, welcome
from consult.cli.demo.welcoming import welcome_lines
from consult.cli.reader import readers
from consult.cli.serve import host_option, port_option, public_settings, refuse_debugging, refuse_taken, run
from consult.cli.spoken import SpokenCommand, option
from consult.config import Settings
from consult.domain.refusal import Refusal
from consult.models import schema
from consult.models.kept_secret import first_token
from consult.queries.consultations import estates
from consult.wording.language import Words
from consult.wording.marking import N_


@click.command(
    cls=SpokenCommand, help=N_("Set up the database, load the demo unless an estate is there, and serve until Ctrl-C.")
)
@port_option
@host_option
@option("--no-demo", is_flag=True, help=N_("Begin empty, without the demo estate."))
def start(port: int, host: str, no_demo: bool) -> None:
    """Set up, say where everything is, and serve."""
    refuse_debugging()
    refuse_taken(host, port)
    settings = public_settings(settings_here(), host, port)
    with engine_of(settings) as engine:
        bring_forward(engine)
        refuse_fragile(engine)
        if not no_demo and not _has_real_estate(engine):
            load_unless_there(engine, settings)
        said = _said(engine, settings)
    run(settings, host, port, "\n\n".join(said) + "\n")


def bring_forward(engine: Engine) -> None:
    """Bring the database to the newest schema; refuses `database-ahead`."""
    current, _ = schema.current_and_head(engine)
    if current is not None and not schema.is_known(current):
        raise Refusal("database-ahead")
    schema.upgrade(engine)


def _has_real_estate(engine: Engine) -> bool:
    with Session(engine) as session:
        return bool(estates(session)) and demo_estate(session) is None


def _said(engine: Engine, settings: Settings) -> list[str]:
    """The welcome in the reader's language, or in both."""
    with Session(engine) as session:
        demo = demo_estate(session)
        invited = demo and welcome(session, demo.id, secret=settings.secret_key, now=clock.now())
        is_empty = not estates(session)
    said = []
    for words in readers():
        lines = [_front(words, settings)]
        if invited:
            lines += welcome_lines(words, invited, settings.public_url)
        elif is_empty:
            lines.append(_first_steps(words, settings))
        lines.append(words.gettext("Stop with Ctrl-C."))
        said.append("\n".join(lines))
    return said


def _front(words: Words, settings: Settings) -> str:
    return words.gettext("Consult is ready: %(address)s", address=f"{settings.public_url}/")


def _first_steps(words: Words, settings: Settings) -> str:
    link = f"{settings.public_url}/staff/first/{first_token(settings.secret_key)}"
    said = words.gettext("Nothing is here yet. Enter your estate and make your account (works once)")
    return f"{said}\n  {link}"
