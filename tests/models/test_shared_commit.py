"""Who waits is taken along: one commit for all, nobody answered before it, and no fault of one touches another."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as TooLong
from sqlalchemy.orm import Session

from consult.domain import installation as _reasons  # noqa: F401  (declares the reason used here)
from consult.domain.refusal import Refusal
from consult.models import shared_commit
from tests.models.crowding import Answers, Sent, commits, go_together, send, some
from tests.models.noting import SOON, add, asked_again, make_tables, notes


@pytest.fixture
def table(engine: Engine) -> Engine:
    make_tables(engine)
    return engine


def test_those_who_wait_share_one_commit(table: Engine) -> None:
    with commits(table) as seen:
        answers = go_together(table, some(5))
    assert answers.kept() == ["leader", *(f"note {n}" for n in range(5))]
    assert sorted(notes(table)) == answers.kept()
    assert len(seen) == 1


def test_nobody_is_answered_before_the_commit(table: Engine) -> None:
    answers, too_early = Answers(), []

    def before_commit(_nth: int) -> None:
        time.sleep(0.1)
        too_early.extend(answers.of)

    with commits(table, before_commit):
        go_together(table, some(4), answers=answers)
    assert too_early == []
    assert len(answers.kept()) == 5


@pytest.mark.parametrize(
    "is_leader", [pytest.param(True, id="who leads"), pytest.param(False, id="who is taken along")]
)
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Refusal("no-result-yet", code="A"), id="a rule said no"),
        pytest.param(ZeroDivisionError("a bug"), id="a bug"),
        pytest.param(asked_again("22003"), id="a statement failed"),
        pytest.param(SystemExit(), id="the program ends"),
    ],
)
def test_what_goes_wrong_for_one_touches_nobody_else(table: Engine, fault: BaseException, is_leader: bool) -> None:
    wrong = Sent("wrong", fault=fault)
    answers = go_together(
        table, [*some(2), *([] if is_leader else [wrong]), Sent("last")], wrong if is_leader else None
    )
    assert answers.of["leader" if is_leader else "wrong"] is fault
    right = {"note 0", "note 1", "last"}
    # Whoever leads when the program is told to end, ends.
    right |= set() if is_leader or isinstance(fault, SystemExit) else {"leader"}
    assert set(answers.kept()) == right
    assert set(notes(table)) == right


def test_a_broken_promise_of_the_database_is_told_to_whom_it_concerns(table: Engine) -> None:
    with commits(table) as seen:
        answers = go_together(table, [Sent("one"), Sent("twice", before=lambda s: add(s, "twice")), Sent("other")])
    assert isinstance(answers.of["twice"], IntegrityError)
    assert sorted(notes(table)) == answers.kept() == ["leader", "one", "other"]
    assert len(seen) == 1


@pytest.mark.parametrize("code", ["40001", "40P01"], ids=["serialization failure", "deadlock"])
def test_whom_the_database_asks_tries_again_alone(table: Engine, code: str) -> None:
    calls: list[str] = []

    def unlucky(_session: Session) -> None:
        calls.append("unlucky")
        if len(calls) == 1:
            raise asked_again(code)

    with commits(table) as seen:
        answers = go_together(table, [Sent("unlucky", before=unlucky), Sent("other")])
    assert answers.kept() == ["leader", "other", "unlucky"]
    assert sorted(notes(table)) == ["leader", "other", "unlucky"]
    assert (len(calls), len(seen)) == (2, 2)


def test_where_the_commit_fails_each_tries_alone(table: Engine) -> None:
    def fail_once(nth: int) -> None:
        if nth == 1:
            raise asked_again("53100")

    with commits(table, fail_once) as seen:
        answers = go_together(table, some(3))
    assert answers.kept() == ["leader", "note 0", "note 1", "note 2"]
    assert sorted(notes(table)) == answers.kept()
    assert len(seen) == 1 + 4


def test_where_nothing_can_be_committed_nobody_gets_an_answer(table: Engine) -> None:
    def fail(_nth: int) -> None:
        raise asked_again("53100")

    with commits(table, fail):
        answers = go_together(table, some(3))
    assert all(isinstance(answer, OperationalError) for answer in answers.of.values())
    assert len(answers.of) == 4
    assert notes(table) == []


def test_after_a_commit_that_may_have_landed_nobody_tries_again(table: Engine) -> None:
    lost = DBAPIError("COMMIT", {}, Exception("the line is dead"), connection_invalidated=True)

    def cut(_nth: int) -> None:
        raise lost

    with commits(table, cut) as seen:
        answers = go_together(table, some(3))
    assert set(map(id, answers.of.values())) == {id(lost)}
    assert len(seen) == 1


def test_where_the_database_gives_up_the_whole_each_tries_alone(table: Engine) -> None:
    def give_up(session: Session) -> None:
        session.connection().exec_driver_sql("ROLLBACK")
        raise asked_again("53100")

    answers = go_together(table, [Sent("first"), Sent("wrong", before=give_up), Sent("last")])
    assert answers.kept() == ["first", "last", "leader"]
    assert sorted(notes(table)) == answers.kept()


def test_whoever_comes_aboard_after_the_connection_broke_tries_alone(table: Engine) -> None:
    def cut(session: Session) -> None:
        session.connection().invalidate()
        raise asked_again("57P01")

    answers = go_together(table, [Sent("first"), Sent("cut", before=cut), Sent("later"), Sent("last")])
    assert answers.kept() == ["first", "last", "later", "leader"]
    assert isinstance(answers.of["cut"], OperationalError)
    assert sorted(notes(table)) == answers.kept()


def test_where_somebody_keeps_the_database_all_are_told_at_once(table: Engine) -> None:
    tries: list[str] = []

    def kept(_session: Session) -> None:
        tries.append("in vain")
        raise asked_again("55P03")

    answers = go_together(table, some(3), leader=Sent("leader", before=kept))
    assert tries == ["in vain"], "nobody waits once more for what the first waited for in vain"
    assert all(isinstance(answer, OperationalError) for answer in answers.of.values())
    assert len(answers.of) == 4


def test_while_one_tries_again_nobody_waits_behind_it(table: Engine) -> None:
    answers, has_begun, may_go = Answers(), Event(), Event()

    def kept(_session: Session) -> None:
        raise asked_again("55P03")

    def probe(_session: Session) -> None:
        has_begun.set()
        assert may_go.wait(SOON)

    send(table, answers, Sent("first", before=kept)).join(SOON)
    probing = send(table, answers, Sent("probe", before=probe))
    assert has_begun.wait(SOON)
    send(table, answers, Sent("sent away")).join(SOON)
    assert isinstance(answers.of["sent away"], TooLong)
    may_go.set()
    probing.join(SOON)
    assert go_together(table, some(1), answers=answers).kept() == ["leader", "note 0", "probe"]


def test_whoever_leads_is_answered_in_time(table: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_commit, "AT_MOST", 3)
    with commits(table) as seen:
        answers = go_together(table, some(6))
    assert len(answers.kept()) == 7
    assert len(seen) == 3, "three, three, and one"


def test_books_of_one_file_share_and_others_do_not_wait(table: Engine) -> None:
    others = [Sent("here"), Sent("elsewhere", consultation_id=2)]
    if table.dialect.name == "sqlite":
        with commits(table) as seen:
            assert len(go_together(table, others).kept()) == 3
        assert len(seen) == 1
        return
    answers, has_begun, may_end = Answers(), Event(), Event()

    def stay(_session: Session) -> None:
        has_begun.set()
        assert may_end.wait(SOON)

    busy = send(table, answers, Sent("busy", before=stay))
    assert has_begun.wait(SOON)
    send(table, answers, others[1]).join(SOON)
    assert answers.kept() == ["elsewhere"]
    may_end.set()
    busy.join(SOON)
    assert sorted(notes(table)) == ["busy", "elsewhere"]


def test_nothing_noted_for_after_the_commit_is_told_early_or_for_what_was_undone(table: Engine) -> None:
    told: list[list[str]] = []

    def note(words: str) -> Callable[[Session], object]:
        return lambda session: session.info.setdefault("noted", []).append(words)

    @event.listens_for(Session, "after_commit")
    def tell(session: Session) -> None:
        if not session.in_nested_transaction() and "noted" in session.info:
            told.append(session.info.pop("noted"))

    try:
        undone = Sent("two", before=note("two"), fault=ZeroDivisionError())
        go_together(table, [Sent("one", before=note("one")), undone, Sent("three", before=note("three"))])
    finally:
        event.remove(Session, "after_commit", tell)
    assert told == [["one", "three"]]


def test_a_table_is_left_unlocked(table: Engine) -> None:
    go_together(table, [Sent("wrong", fault=ZeroDivisionError())])
    with table.begin() as connection:
        connection.execute(text("UPDATE tally SET n = 1"))
