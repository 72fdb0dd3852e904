"""The database as commands meet it: opened from the settings, refused in a sentence where it cannot be used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import consult.domain.installation  # noqa: F401  declares the reasons given here
from consult import logbook
from consult.backup.room import is_full
from consult.config import Settings
from consult.domain.refusal import Refusal
from consult.models import everything as _all_tables  # noqa: F401  (the metadata must be whole)
from consult.models import in_use, schema, watched
from consult.models.engine import durability, prepare
from consult.models.head_file import HeadFile
from consult.models.heads_apart import keep_heads_apart

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Opened:
    """An installation at work: its settings and a session on its database."""

    settings: Settings
    session: Session


def settings_here() -> Settings:
    """The settings of this installation; refuses `instance-unwritable` where its secret cannot be kept."""
    try:
        return Settings.from_environ(os.environ, root=ROOT)
    except OSError as error:
        if is_full(error):
            raise Refusal("backup-no-room", folder=os.environ.get("CONSULT_INSTANCE", "instance")) from None
        raise Refusal("instance-unwritable", folder=error.filename or "instance") from None


@contextmanager
def engine_of(settings: Settings) -> Iterator[Engine]:
    """The engine of the installation's database, set for durable writing; refuses `database-unreachable`."""
    engine = create_engine(settings.database_url)
    prepare(engine)
    keep_heads_apart(engine, HeadFile(settings.head_file))
    held = None
    _watch(settings)
    try:
        _make_folder(engine)
        held = in_use.hold(engine)
        _reach(engine)
        yield engine
    finally:
        engine.dispose()
        if held:
            held.let_go()


def _watch(settings: Settings) -> None:
    """Who may do what is changed by commands too, and stands in the same file."""
    try:
        logbook.keep_security(settings.security_log)
    except OSError as error:
        raise Refusal("instance-unwritable", folder=settings.security_log) from error
    watched.watch()


def _make_folder(engine: Engine) -> None:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    folder = Path(engine.url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal("instance-unwritable", folder=str(folder)) from error


def _reach(engine: Engine) -> None:
    try:
        engine.connect().close()
    except DBAPIError as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise Refusal("database-unreachable", database=shown) from error


@contextmanager
def opened() -> Iterator[Opened]:
    """A session on this installation's database. An empty database gets its schema first.

    Refuses `database-behind` and `database-ahead`: only `consult upgrade` and `start` move what holds data.
    """
    settings = settings_here()
    with engine_of(settings) as engine:
        make_ready(engine)
        with Session(engine) as session:
            yield Opened(settings, session)


def refuse_fragile(engine: Engine) -> None:
    """Refuse `database-fragile` where an acknowledged ballot could be lost, before anything is served from it."""
    with engine.connect() as connection:
        wrong = [setting for setting in durability(connection) if not setting.is_right]
    if wrong:
        raise Refusal("database-fragile", settings=[f"{one.name}={one.found} ({one.wanted})" for one in wrong])


def make_ready(engine: Engine) -> None:
    """Give an empty database its schema; refuse one whose schema does not fit this version."""
    current, head = schema.current_and_head(engine)
    if current is None:
        schema.upgrade(engine)
    elif current != head:
        raise Refusal("database-behind" if schema.is_known(current) else "database-ahead")
