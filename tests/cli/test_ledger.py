"""`consult ledger check`: a whole book, and books that somebody has been at."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from consult.queries.consultations import ConsultationView
from tests import people, secret_polls
from tests.cli.conftest import Run, engine_on

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True, params=[20_000, 2], ids=["whole", "in parts"])
def _part(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book is compared in one go, or two lines at a time: the same is found."""
    monkeypatch.setattr("consult.queries.book._PART", request.param)


@pytest.fixture
def closed(kept: Session) -> ConsultationView:
    return people.make_closed_consultation(
        kept,
        ballots={
            people.CHEN_AYI: {1: "agree", 2: "1"},
            people.ZHAO_KE: {1: "oppose", 2: "none"},
            people.LIU_SAN: {1: "agree"},
        },
    )


def unguarded(engine: Engine, *statements: str) -> None:
    """Do what only somebody with the whole database in their hands can do."""
    guards = {
        "sqlite": ("DROP TRIGGER ledger_line_no_update", "DROP TRIGGER ledger_line_no_delete"),
        "postgresql": ("ALTER TABLE ledger_line DISABLE TRIGGER ALL",),
    }
    with engine.begin() as connection:
        for statement in (*guards[engine.dialect.name], *statements):
            connection.execute(text(statement))


def test_a_whole_book(installed: Run, closed: ConsultationView) -> None:
    ran = installed("ledger", "check", closed.code)
    assert (ran.status, ran.out) == (0, f"{closed.code}: whole, 6 lines, 3 ballots\n")


def test_all_books_as_json(installed: Run, closed: ConsultationView) -> None:
    assert installed("ledger", "check", "--json").json == [
        {"consultation": closed.code, "lines": 6, "ballots": 3, "whole": True, "breaks": []}
    ]


def test_of_a_secret_poll_that_runs_whole_tens(installed: Run, kept: Session) -> None:
    poll = secret_polls.make_open(kept, homes=12)
    for home in range(11):
        people.vote(kept, poll, secret_polls.elector(kept, poll, home), {1: "agree"})
    assert installed("ledger", "check").out == f"{poll.code}: whole, at least 10 ballots (secret, still running)\n"
    assert installed("ledger", "check", "--json").json == [
        {"consultation": poll.code, "lines": None, "ballots": 10, "whole": True, "breaks": []}
    ]


def test_no_book_yet(installed: Run) -> None:
    assert installed("ledger", "check").out == "There is no book yet.\n"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        pytest.param("DELETE FROM ledger_line WHERE seq = 3", "number-missing", id="a ballot taken out"),
        pytest.param("DELETE FROM ledger_line WHERE seq >= 5", "close-missing", id="the end cut off"),
        pytest.param("DELETE FROM ledger_line WHERE seq = 6", "tail-missing", id="the last line taken out"),
        pytest.param(
            "UPDATE ledger_line SET entry = replace(entry, 'agree', 'oppose') WHERE seq = 2",
            "line-changed",
            id="a choice changed",
        ),
        pytest.param("UPDATE ledger_line SET type = 'PAPER' WHERE seq = 2", "line-misplaced", id="a kind changed"),
        pytest.param("UPDATE ledger_head SET heads = heads + 1", "counter-differs", id="a head added to the count"),
        pytest.param("UPDATE ledger_head SET area = area - 1", "counter-differs", id="an area taken off the count"),
        pytest.param(
            "UPDATE building_turnout SET heads = 0, area = 0", "counter-differs", id="a building's count changed"
        ),
        pytest.param("DELETE FROM ballot WHERE seq = 3", "ballot-differs", id="a kept ballot taken out"),
        pytest.param(
            'UPDATE ballot SET answers = \'{"1": "oppose"}\' WHERE seq = 4',
            "ballot-differs",
            id="a kept ballot changed",
        ),
    ],
)
def test_what_was_done_to_a_book_is_named(
    installed: Run, engine_url: str, kept: Session, closed: ConsultationView, statement: str, fault: str
) -> None:
    kept.commit()
    engine = engine_on(engine_url)
    unguarded(engine, statement)
    engine.dispose()
    ran = installed("ledger", "check", "--json")
    assert ran.status == 2
    assert fault in {broken["fault"] for broken in ran.json[0]["breaks"]}
    assert ran.err.startswith(f"The book of consultation {closed.code} is not whole")
    assert "BROKEN" in installed("ledger", "check").out
