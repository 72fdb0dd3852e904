"""Restoring on PostgreSQL: into a database beside the one that is there; then the two change names in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

import consult.domain.installation  # noqa: F401  declares a reason given here
from consult.backup import postgresql_tools
from consult.backup.archive import Archive
from consult.backup.installation import Installation
from consult.backup.restore_sqlite import Done, Judging
from consult.backup.staged import engine_on, make_fit
from consult.backup.standings import standings
from consult.domain.backup import Loss, Standing
from consult.domain.refusal import Refusal

MAINTENANCE = ("postgres", "template1")
"""Databases to stand in while others are made and renamed."""

_LONGEST_NAME = 63
_IN_USE = "55006"
_FORBIDDEN = "42501"
_TABLES = 64
"""About how many tables there are: only the progress bar wants to know."""


def replace_database(
    here: Installation, archive: Archive, staged: Path, judge: Judging, stamp: str, put_secret: Callable[[], None]
) -> Done:
    """Restore into a new database and let it have the name; answers what became of the one before."""
    name = str(here.url.database)
    new, aside = (_named(name, what, stamp) for what in ("restored", "replaced"))
    with _standing_apart(here.url) as server:
        _refuse_guests(server, name)
        with _made(server, name, new):
            url = here.url.set(database=new)
            program = postgresql_tools.tool("pg_restore", postgresql_tools.server_version(server))
            postgresql_tools.put_back(program, url, staged, _TABLES)
            broken = make_fit(_text(url), archive)
            lost, seen = _compared(here.url, url, judge)
            _swap(server, name, new, aside)
        if _stands(here.url.set(database=aside)) != seen:
            # Somebody voted between the look and the change of names.
            _swap(server, name, aside, new)
            server.exec_driver_sql(f"DROP DATABASE {_quoted(new)}")
            raise Refusal("database-in-use")
    put_secret()
    return aside, lost, broken


def _named(name: str, what: str, stamp: str) -> str:
    tail = f"_{what}_{stamp.lower()}"
    return name[: _LONGEST_NAME - len(tail)] + tail


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@contextmanager
def _standing_apart(url: URL) -> Iterator[Connection]:
    """A connection to another database of the same server, without transactions; refuses `database-unreachable`."""
    for database in MAINTENANCE:
        engine = create_engine(url.set(database=database), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        try:
            connection = engine.connect()
        except DBAPIError as error:
            engine.dispose()
            if database == MAINTENANCE[-1]:
                raise Refusal("database-unreachable", database=url.render_as_string(hide_password=True)) from error
            continue
        with connection:
            yield connection
        engine.dispose()
        return


def _refuse_guests(server: Connection, name: str) -> None:
    found = server.execute(text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name"), {"name": name})
    if found.scalar_one():
        raise Refusal("database-in-use")


@contextmanager
def _made(server: Connection, like: str, new: str) -> Iterator[None]:
    """An empty database, sorted as the one that is there; thrown away where the block does not end well."""
    shape = text("SELECT datcollate, datctype FROM pg_database WHERE datname = :name")
    found = server.execute(shape, {"name": like}).one_or_none()
    if found is None:
        raise Refusal("database-unreachable", database=like)
    collate, ctype = found
    try:
        server.exec_driver_sql(
            f"CREATE DATABASE {_quoted(new)} TEMPLATE template0 ENCODING 'UTF8' "
            f"LC_COLLATE {_literal(collate)} LC_CTYPE {_literal(ctype)}"
        )
    except DBAPIError as error:
        raise _explained(error, server) from error
    try:
        yield
    except BaseException:
        with suppress(DBAPIError):
            server.exec_driver_sql(f"DROP DATABASE {_quoted(new)}")
        raise


def _compared(mine: URL, theirs: URL, judge: Judging) -> tuple[tuple[Loss, ...], dict[str, Standing]]:
    """What is lost, and how the books stood when that was seen."""
    with (
        engine_on(_text(mine)) as here,
        engine_on(_text(theirs)) as kept,
        here.connect() as first,
        kept.connect() as second,
    ):
        return judge.compare(first, second), standings(first)


def _stands(url: URL) -> dict[str, Standing]:
    with engine_on(_text(url)) as engine, engine.connect() as connection:
        return standings(connection)


def _swap(server: Connection, name: str, new: str, aside: str) -> None:
    """Two new names in one step; PostgreSQL refuses it while anybody is connected."""
    # Both in one statement's transaction: at no moment is there no database of this name.
    try:
        server.exec_driver_sql(
            f"BEGIN; ALTER DATABASE {_quoted(name)} RENAME TO {_quoted(aside)}; "
            f"ALTER DATABASE {_quoted(new)} RENAME TO {_quoted(name)}; COMMIT"
        )
    except DBAPIError as error:
        with suppress(DBAPIError):
            server.exec_driver_sql("ROLLBACK")
        raise _explained(error, server) from error


def _explained(error: DBAPIError, server: Connection) -> Exception:
    match getattr(error.orig, "sqlstate", None):
        case code if code == _IN_USE:
            return Refusal("database-in-use")
        case code if code == _FORBIDDEN:
            return Refusal("database-not-ours", role=str(server.engine.url.username))
    return error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
