"""What the tests of deeds share: a small table to write in, PostgreSQL's answers, and threads that must end."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import psycopg
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

SOON = 20.0
"""Seconds after which a thread that should long be done is taken for stuck."""


def add(session: Session, words: str) -> None:
    session.execute(text("INSERT INTO note VALUES (:words)"), {"words": words})


def count_up(session: Session) -> None:
    """Read, then write what was read: loses an update wherever two writers are inside at once."""
    found = session.execute(text("SELECT n FROM tally")).scalar_one()
    session.execute(text("UPDATE tally SET n = :n"), {"n": found + 1})


def notes(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT words FROM note")).scalars())


def make_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (words TEXT UNIQUE)"))
        connection.execute(text("CREATE TABLE tally (id INTEGER PRIMARY KEY, n INTEGER)"))
        connection.execute(text("INSERT INTO tally VALUES (1, 0)"))


def asked_again(code: str) -> OperationalError:
    """What SQLAlchemy raises when PostgreSQL answers with this code."""
    return OperationalError("COMMIT", {}, psycopg.errors.lookup(code)("asked for by a test"))


def together(*acts: Callable[[], None]) -> None:
    """Run each in a thread of its own; whatever one raises is raised here."""
    raised: list[BaseException] = []

    def watched(act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as error:
            raised.append(error)

    threads = [Thread(target=watched, args=(act,), daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SOON)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    if raised:
        raise raised[0]
