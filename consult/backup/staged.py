"""A restored database before it takes its place: the one that was backed up, brought to this program's schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlalchemy.orm import Session

from consult.backup.archive import DATABASES, Archive
from consult.backup.installation import Progress, silent
from consult.backup.standings import standings
from consult.domain.refusal import Refusal
from consult.models import everything as _all_tables  # noqa: F401  (the metadata must be whole)
from consult.models import schema
from consult.models.engine import prepare
from consult.queries.book import check_book
from consult.queries.consultations import consultations_of, estates


def make_fit(url: str, archive: Archive, told: Progress = silent) -> tuple[str, ...]:
    """Hold a restored database against its manifest and bring it forward; answers the codes of broken books.

    A broken book is no reason to leave the backup alone: it was broken before, and whoever restores must be told so.
    Refuses `backup-damaged` where the books do not stand where the manifest says.
    """
    with engine_on(url) as engine:
        with engine.connect() as connection:
            _refuse_others(connection, archive)
        schema.upgrade(engine)
        return _broken(engine, told)


def _refuse_others(connection: Connection, archive: Archive) -> None:
    if standings(connection) != dict(archive.manifest.books):
        raise Refusal("backup-damaged", file=archive.path.name, part=DATABASES[archive.manifest.database])


def _broken(engine: Engine, told: Progress) -> tuple[str, ...]:
    with Session(engine) as session:
        views = [view for estate in estates(session) for view in consultations_of(session, estate.id)]
        found = []
        for done, view in enumerate(views, start=1):
            if not check_book(session, view).is_whole:
                found.append(view.code)
            told(done, len(views))
    return tuple(found)


@contextmanager
def engine_on(url: str) -> Iterator[Engine]:
    """An engine set for durable writing, with no connection left behind."""
    engine = create_engine(url, poolclass=NullPool)
    prepare(engine)
    try:
        yield engine
    finally:
        engine.dispose()
