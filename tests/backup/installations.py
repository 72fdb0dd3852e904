"""Installations for the tests of backups: values as `consult backup` makes them, and what is kept in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from consult.backup.installation import Installation
from consult.backup.restoring import Order, Restored, restore
from consult.queries.book import check_book
from consult.queries.consultations import consultation_of_code
from tests.databases import prepared_engine

NOW = datetime(2026, 12, 20, 3, 4, 5, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
SECRET = "a secret for backups only, forty-eight characters"


def installation(url: str, folder: Path, *, secret: str = SECRET) -> Installation:
    """An installation on this database, its secret kept in its folder as `Settings` keep it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secret_key").write_text(secret + "\n", "ascii")
    if url.startswith("postgresql:"):
        url = url.replace("postgresql:", "postgresql+psycopg:", 1)
    return Installation(folder, url, secret, "1.0")


@contextmanager
def at_work(here: Installation) -> Iterator[Session]:
    """A session on an installation's database; nothing of it stays open afterwards."""
    engine = prepared_engine(here.database_url)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def database_file(here: Installation) -> Path:
    """The file of an SQLite database."""
    return Path(str(make_url(here.database_url).database))


def put_back(
    here: Installation, file: Path, *, accepts_loss: bool = False, is_secret_set: bool = False, now: datetime = LATER
) -> Restored:
    """Restore a backup into an installation."""
    return restore(here, file, Order(accepts_loss, is_secret_set), now=now)


def book(here: Installation, code: str) -> tuple[int, bool]:
    """How many lines a book has, and whether it is whole."""
    with at_work(here) as session:
        found = check_book(session, consultation_of_code(session, code))
        return found.lines, found.is_whole
