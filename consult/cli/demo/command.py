"""`consult demo`: load the demo estate, or build it anew."""

from __future__ import annotations

import sys

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult import clock
from consult.cli.database import engine_of, make_ready, settings_here
from consult.cli.demo.load import demo_estate, is_whole, load_demo, welcome
from consult.cli.demo.welcoming import welcome_lines
from consult.cli.progress import progress_bar
from consult.cli.reader import reader, readers
from consult.cli.spoken import SpokenCommand, option
from consult.config import Settings
from consult.domain.refusal import Refusal
from consult.models import schema
from consult.models.head_file import HeadFile
from consult.models.place import IS_DEMO, Estate
from consult.queries.consultations import estates
from consult.wording.marking import N_


@click.command(cls=SpokenCommand, help=N_("Load the demo estate: twelve buildings and three consultations."))
@option("--reset", is_flag=True, help=N_("Throw the demo estate away and build it anew."))
@option("--yes", is_flag=True, help=N_("Do not ask before throwing the demo estate away."))
def demo(reset: bool, yes: bool) -> None:
    """Load the demo where there is no estate yet; with `--reset`, build it anew."""
    settings = settings_here()
    with engine_of(settings) as engine:
        make_ready(engine)
        refuse_beside_others(engine)
        if reset and _is_there(engine):
            _agree(yes)
            rebuild(engine, settings)
        load_unless_there(engine, settings)
        with Session(engine) as session:
            found = demo_estate(session)
            invited = found and welcome(session, found.id, secret=settings.secret_key, now=clock.now())
    if invited:
        for words in readers():
            click.echo("\n".join(welcome_lines(words, invited, settings.public_url)))


def refuse_beside_others(engine: Engine) -> None:
    """Refuse `not-the-demo` where real estates are kept: a book is never erased, so a demo gets no room beside it."""
    with Session(engine) as session:
        others = [one for one in estates(session) if not session.get_one(Estate, one.id).settings.get(IS_DEMO)]
    if others:
        raise Refusal("not-the-demo", known=[one.code for one in others])


def load_unless_there(engine: Engine, settings: Settings) -> bool:
    """Load the demo unless it is there; whether it was loaded now. One whose loading was stopped is begun again."""
    with Session(engine) as session:
        found = demo_estate(session)
        if found and is_whole(found):
            return False
    if found:
        rebuild(engine, settings)
    with Session(engine) as session, progress_bar(reader().gettext("Loading the demo estate")) as progress:
        load_demo(session, secret=settings.secret_key, now=clock.now(), progress=progress)
    return True


def rebuild(engine: Engine, settings: Settings) -> None:
    """Throw the demo away, and let what is remembered of its books go with it: nobody is to miss them."""
    schema.rebuild(engine)
    HeadFile(settings.head_file).settle({})


def _is_there(engine: Engine) -> bool:
    with Session(engine) as session:
        return demo_estate(session) is not None


def _agree(already: bool) -> None:
    if already:
        return
    if not sys.stdin.isatty():
        raise Refusal("demo-not-confirmed")
    question = reader().gettext("The demo estate will be thrown away, every ballot in it included. Go on?")
    if not click.confirm(question, err=True):
        raise Refusal("demo-not-confirmed")
