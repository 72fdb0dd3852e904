"""A deed is whole or never was, and is tried again only where that is safe."""

from __future__ import annotations

from threading import Barrier

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from consult.domain import installation as _reasons  # noqa: F401  (declares the reason used here)
from consult.domain.refusal import Refusal
from consult.models.base import ATTEMPTS, deed
from tests.models.noting import SOON, add, asked_again, count_up, make_tables, notes, together

_RAISE = "DO $$ BEGIN RAISE EXCEPTION 'asked for by a test' USING ERRCODE = '{}'; END $$"


@pytest.fixture
def table(engine: Engine) -> Engine:
    """The engine, on a database with a table that holds every note once."""
    make_tables(engine)
    return engine


@pytest.fixture
def postgresql(table: Engine) -> Engine:
    if table.dialect.name != "postgresql":
        pytest.skip("PostgreSQL only")
    return table


def test_a_deed_answers_what_its_act_answers_and_keeps_all_of_it(table: Engine) -> None:
    @deed
    def both(session: Session, one: str, *, other: str) -> int:
        add(session, one)
        add(session, other)
        return 2

    with Session(table) as session:
        assert both(session, "first", other="second") == 2
        assert not session.in_transaction()
    assert sorted(notes(table)) == ["first", "second"]


@pytest.mark.parametrize(
    "reason",
    [
        pytest.param(Refusal("no-result-yet", code="A"), id="a rule said no"),
        pytest.param(ZeroDivisionError("a bug"), id="a bug"),
        pytest.param(KeyboardInterrupt(), id="the operator stopped the program"),
    ],
)
def test_nothing_is_kept_of_a_deed_that_ended_early(table: Engine, reason: BaseException) -> None:
    calls = 0

    @deed
    def half(session: Session) -> None:
        nonlocal calls
        calls += 1
        add(session, "half")
        raise reason

    with Session(table) as session, pytest.raises(type(reason)) as caught:
        half(session)
    assert caught.value is reason
    assert calls == 1
    assert notes(table) == []
    with Session(table) as session:
        deed(add)(session, "the next one")
    assert notes(table) == ["the next one"]


def test_what_was_written_before_a_deed_is_no_part_of_it(table: Engine) -> None:
    with Session(table) as session:
        add(session, "nobody's")
        deed(add)(session, "mine")
    assert notes(table) == ["mine"]


@pytest.mark.parametrize("code", ["40001", "40P01"], ids=["serialization failure", "deadlock"])
@pytest.mark.parametrize("failures", range(1, ATTEMPTS))
def test_a_deed_is_tried_again_and_done_once(table: Engine, code: str, failures: int) -> None:
    calls = 0

    @deed
    def unlucky(session: Session) -> str:
        nonlocal calls
        calls += 1
        add(session, "once")
        if calls <= failures:
            raise asked_again(code)
        return "done"

    with Session(table) as session:
        assert unlucky(session) == "done"
    assert calls == failures + 1
    assert notes(table) == ["once"]


@pytest.mark.parametrize("code", ["40001", "40P01"], ids=["serialization failure", "deadlock"])
def test_a_deed_gives_up_after_its_attempts(table: Engine, code: str) -> None:
    calls = 0

    @deed
    def hopeless(session: Session) -> None:
        nonlocal calls
        calls += 1
        add(session, "never")
        raise asked_again(code)

    with Session(table) as session, pytest.raises(OperationalError, match="asked for by a test"):
        hopeless(session)
    assert calls == ATTEMPTS
    assert notes(table) == []


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("57P01", id="the server is shut down"),
        pytest.param("08006", id="the connection broke"),
        pytest.param("53100", id="the disk is full"),
        pytest.param("55P03", id="a lock was not to be had"),
        pytest.param("40003", id="nobody knows whether it was completed"),
    ],
)
def test_nothing_else_is_tried_again(table: Engine, code: str) -> None:
    calls = 0

    @deed
    def failing(_session: Session) -> None:
        nonlocal calls
        calls += 1
        raise asked_again(code)

    with Session(table) as session, pytest.raises(OperationalError):
        failing(session)
    assert calls == 1


def test_a_broken_promise_of_the_database_is_not_tried_again(table: Engine) -> None:
    calls = 0

    @deed
    def twice(session: Session) -> None:
        nonlocal calls
        calls += 1
        add(session, "same")
        add(session, "same")

    with Session(table) as session, pytest.raises(IntegrityError):
        twice(session)
    assert calls == 1
    assert notes(table) == []


@pytest.mark.parametrize("code", ["40001", "40P01"], ids=["serialization failure", "deadlock"])
def test_postgresql_s_own_wish_is_heard(postgresql: Engine, code: str) -> None:
    calls = 0

    @deed
    def unlucky(session: Session) -> None:
        nonlocal calls
        calls += 1
        add(session, "once")
        if calls == 1:
            session.execute(text(_RAISE.format(code)))

    with Session(postgresql) as session:
        unlucky(session)
    assert calls == 2
    assert notes(postgresql) == ["once"]


def test_a_connection_that_is_cut_is_not_tried_again(postgresql: Engine) -> None:
    calls = 0

    @deed
    def cut_off(session: Session) -> None:
        nonlocal calls
        calls += 1
        add(session, "perhaps")
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with Session(postgresql) as session:
        with pytest.raises(DBAPIError) as caught:
            cut_off(session)
        assert caught.value.connection_invalidated
        assert calls == 1
        deed(add)(session, "on a new connection")
    assert notes(postgresql) == ["on a new connection"]


def test_a_stale_read_is_done_again_with_the_fresh_value(postgresql: Engine) -> None:
    calls = 0

    @deed
    def overtaken(session: Session) -> None:
        nonlocal calls
        calls += 1
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        session.execute(text("SELECT n FROM tally")).scalar_one()
        if calls == 1:
            with Session(postgresql) as other:
                deed(count_up)(other)
        count_up(session)

    with Session(postgresql) as session:
        overtaken(session)
        assert session.execute(text("SELECT n FROM tally")).scalar_one() == 2
    assert calls == 2


def test_of_two_that_wait_for_each_other_both_get_done(postgresql: Engine) -> None:
    with postgresql.begin() as connection:
        connection.execute(text("INSERT INTO tally VALUES (2, 0)"))
    both_hold_one = Barrier(2)
    calls: list[int] = []

    @deed
    def crosswise(session: Session, first: int, second: int) -> None:
        calls.append(first)
        session.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
        session.execute(text("UPDATE tally SET n = n + 1 WHERE id = :id"), {"id": first})
        if calls.count(first) == 1:
            both_hold_one.wait(SOON)
        session.execute(text("UPDATE tally SET n = n + 1 WHERE id = :id"), {"id": second})

    def run(first: int, second: int) -> None:
        with Session(postgresql) as session:
            crosswise(session, first, second)

    together(lambda: run(1, 2), lambda: run(2, 1))
    with postgresql.connect() as connection:
        assert connection.execute(text("SELECT n FROM tally")).scalars().all() == [2, 2]
    assert len(calls) > 2, "there was no deadlock"


def test_on_postgresql_two_deeds_of_one_engine_run_at_once(postgresql: Engine) -> None:
    @deed
    def beside(session: Session) -> None:
        with Session(postgresql) as other:
            deed(add)(other, "inner")
        add(session, "outer")

    def run() -> None:
        with Session(postgresql) as session:
            beside(session)

    together(run)
    assert notes(postgresql) == ["inner", "outer"]
