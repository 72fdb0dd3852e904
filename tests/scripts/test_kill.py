"""After a crash: the look that finds what is lost, twice or broken, and a kill of the real server in small."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.models.ballot import Ballot
from consult.models.ledger import LedgerHead
from consult.queries.consultations import ConsultationView
from scripts.bench.made import make
from scripts.prove.after_a_crash import look, receipts_missing
from scripts.prove.kill_proof import Arrangement, Run
from scripts.prove.served import Server
from scripts.prove.steadfast import Acknowledged, Voting
from tests import people
from tests.databases import SECRET, settings_for

Told = dict[str, Acknowledged | None]


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session)


@pytest.fixture
def told(session: Session, view: ConsultationView) -> Told:
    """Two households voted; both were shown their receipt."""
    for household in (people.CHEN_AYI, people.LIU_SAN):
        people.vote(session, view, household, {1: "agree"})
    rows = list(session.scalars(select(Ballot)))
    found: Told = {row.submission_id: Acknowledged(row.submission_id, row.receipt, 0) for row in rows}
    session.rollback()
    return found


def test_nothing_is_found_where_nothing_is_wrong(engine: Engine, view: ConsultationView, told: Told) -> None:
    found = look(engine, view.code, told)
    assert (found.faults, found.ballots) == ([], 2)
    assert receipts_missing(engine, filter(None, told.values())) == []


def test_a_ballot_that_vanished_is_found(engine: Engine, session: Session, view: ConsultationView, told: Told) -> None:
    with past_the_guards(session):
        session.execute(delete(Ballot).where(Ballot.submission_id == next(iter(told))))
    found = look(engine, view.code, told)
    assert len(found.lost) == 1
    assert found.twice, "its line is one more than there are ballots"
    assert len(receipts_missing(engine, filter(None, told.values()))) == 1


def test_another_receipt_than_was_shown_is_found(engine: Engine, view: ConsultationView, told: Told) -> None:
    first = next(iter(told))
    assert look(engine, view.code, told | {first: Acknowledged(first, "0000-0000-000", 0)}).lost


def test_a_head_that_lost_its_line_is_found(
    engine: Engine, session: Session, view: ConsultationView, told: Told
) -> None:
    with past_the_guards(session):
        session.execute(update(LedgerHead).values(seq=LedgerHead.seq + 1))
    assert look(engine, view.code, told).broken


@contextmanager
def past_the_guards(session: Session) -> Iterator[None]:
    """As a disk does that loses something: no guard of the database is asked."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        for name in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            session.execute(text(f'DROP TRIGGER "{name}"'))
    yield
    session.commit()


@pytest.mark.one_database
def test_a_server_killed_under_its_voters_loses_nothing(engine: Engine, engine_url: str, tmp_path: Path) -> None:
    told = settings_for(engine_url, tmp_path / "instance")
    settings = Settings(told.instance, told.database_url, SECRET, "http://127.0.0.1")
    made = make(settings, 20)
    server = Server(settings)
    server.start()
    voting = Voting(made.code, [server.port], made.tokens)
    try:
        server.wait()
        run = Run(Arrangement("sqlite", 1), [server], engine, voting, random.Random(1))
        run.fire(1)
    finally:
        voting.break_off()
        server.kill()
    assert run.faults + voting.faults == []
    assert (run.kills.total(), len(voting.acknowledged)) == (1, 20)
