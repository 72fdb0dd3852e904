"""A book that is checked while people vote is whole: everything is read as of one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from consult.models.one_moment import read_as_of_one_moment
from consult.queries.book import BookCheck, check_book
from consult.queries.consultations import ConsultationView
from tests import people


@contextmanager
def a_vote_in_between(engine: Engine, view: ConsultationView) -> Iterator[None]:
    """Let somebody vote after the book's head was read, and before its lines are."""
    has_voted: list[bool] = []

    def vote(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "FROM ledger_line" in statement and not has_voted:
            has_voted.append(True)
            with Session(engine) as session:
                people.vote(session, view, people.CHEN_AYI, {1: "agree"})

    event.listen(engine, "before_cursor_execute", vote)
    yield
    event.remove(engine, "before_cursor_execute", vote)
    assert has_voted


def checked(engine: Engine, view: ConsultationView, *, at_one_moment: bool) -> BookCheck:
    with Session(engine) as session, a_vote_in_between(engine, view):
        if at_one_moment:
            read_as_of_one_moment(session)
        return check_book(session, view)


def test_a_book_that_grows_while_it_is_checked_is_whole(engine: Engine, session: Session) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("on SQLite nobody can commit while a book is read")
    view = people.make_open_consultation(session)
    session.rollback()
    assert checked(engine, view, at_one_moment=True).is_whole
    with Session(engine) as later:
        assert check_book(later, view).ballots == 1


def test_without_one_moment_the_same_book_would_look_broken(engine: Engine, session: Session) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("on SQLite nobody can commit while a book is read")
    view = people.make_open_consultation(session)
    session.rollback()
    assert not checked(engine, view, at_one_moment=False).is_whole
