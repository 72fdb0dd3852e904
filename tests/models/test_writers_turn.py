"""Writers of one process wait their turn in front of SQLite, and nobody waits for ever."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as TooLong
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from consult.domain import installation as _reasons  # noqa: F401  (declares the reason used here)
from consult.domain.refusal import Refusal
from consult.models import base
from consult.models.base import deed
from tests.databases import prepared_engine
from tests.models.noting import SOON, add, asked_again, count_up, make_tables, notes, together
from tests.troubles import sqlite_says


@pytest.fixture
def neighbours(tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    """Two engines on one SQLite file, as two processes have."""
    one, other = (prepared_engine(f"sqlite:///{tmp_path / 'shared.sqlite3'}") for _ in range(2))
    make_tables(one)
    yield one, other
    one.dispose()
    other.dispose()


def test_writers_of_one_sqlite_engine_wait_their_turn(neighbours: tuple[Engine, Engine]) -> None:
    engine, _ = neighbours
    has_entered, is_there = Event(), Event()

    @deed
    def second(session: Session) -> None:
        has_entered.set()
        add(session, "second")

    def come_later() -> None:
        with Session(engine) as session:
            is_there.set()
            second(session)

    later = Thread(target=come_later, daemon=True)

    @deed
    def first(session: Session) -> None:
        add(session, "first")
        later.start()
        assert is_there.wait(SOON)
        assert not has_entered.wait(0.2)
        # Whoever waits in front of SQLite itself would hold a connection, and sleep.
        assert isinstance(engine.pool, QueuePool)
        assert engine.pool.checkedout() == 1

    with Session(engine) as session:
        first(session)
    later.join(SOON)
    assert has_entered.is_set()
    assert notes(engine) == ["first", "second"]


@pytest.mark.parametrize(
    "reason",
    [
        pytest.param(Refusal("no-result-yet", code="A"), id="a rule said no"),
        pytest.param(ZeroDivisionError("a bug"), id="a bug"),
        pytest.param(asked_again("08006"), id="the database failed"),
        pytest.param(SystemExit(), id="the program ends"),
    ],
)
def test_the_turn_is_given_back_after(neighbours: tuple[Engine, Engine], reason: BaseException) -> None:
    engine, _ = neighbours

    @deed
    def failing(_session: Session) -> None:
        raise reason

    def next_one() -> None:
        with Session(engine) as session:
            deed(add)(session, "next")

    with Session(engine) as session, pytest.raises(type(reason)):
        failing(session)
    together(next_one)
    assert notes(engine) == ["next"]


def test_a_turn_of_one_database_keeps_nobody_from_another(neighbours: tuple[Engine, Engine], tmp_path: Path) -> None:
    here, _ = neighbours
    elsewhere = prepared_engine(f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}")
    make_tables(elsewhere)

    @deed
    def in_both(session: Session) -> None:
        add(session, "here")
        with Session(elsewhere) as other:
            deed(add)(other, "elsewhere")

    def run() -> None:
        with Session(here) as session:
            in_both(session)

    together(run)
    assert (notes(here), notes(elsewhere)) == (["here"], ["elsewhere"])
    elsewhere.dispose()


def test_whoever_waits_behind_a_stuck_writer_is_told_in_time(
    neighbours: tuple[Engine, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, _ = neighbours
    monkeypatch.setattr(base, "PATIENCE", 0.05)
    was_told = Event()

    @deed
    def stuck(session: Session) -> None:
        add(session, "stuck")
        with Session(engine) as other, pytest.raises(TooLong, match="kept the database"):
            deed(add)(other, "in vain")
        was_told.set()

    with Session(engine) as session:
        stuck(session)
    assert was_told.is_set()
    assert notes(engine) == ["stuck"]


def test_once_one_waited_in_vain_the_others_are_told_at_once(
    neighbours: tuple[Engine, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, _ = neighbours
    monkeypatch.setattr(base, "PATIENCE", 3600.0)
    busy = sqlite_says(sqlite3.SQLITE_BUSY)

    @deed
    def in_vain(_session: Session) -> None:
        raise busy

    @deed
    def tries(session: Session) -> None:
        with Session(engine) as other, pytest.raises(TooLong):
            deed(add)(other, "told at once")
        add(session, "got it")

    with Session(engine) as session:
        with pytest.raises(OperationalError):
            in_vain(session)
        tries(session)
    assert notes(engine) == ["got it"]


def test_two_engines_on_one_file_lose_no_update(neighbours: tuple[Engine, Engine]) -> None:
    def count(engine: Engine) -> None:
        for _ in range(15):
            with Session(engine) as session:
                deed(count_up)(session)

    one, other = neighbours
    together(*(lambda engine=engine: count(engine) for engine in (one, other, one, other)))
    with one.connect() as connection:
        assert connection.execute(text("SELECT n FROM tally")).scalar_one() == 60
