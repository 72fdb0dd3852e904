"""`consult checkpoint` and `consult nightly`, and the day's work beside the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from consult.cli.nightly import Daily
from consult.config import Settings
from consult.queries.consultations import ConsultationView
from tests import people, secret_polls
from tests.cli.conftest import Run


@pytest.fixture
def running(kept: Session, at: Callable[[datetime], None]) -> ConsultationView:
    at(people.MIDWAY)
    return people.make_open_consultation(kept)


def test_a_checkpoint_for_the_board(installed: Run, kept: Session, running: ConsultationView) -> None:
    ran = installed("checkpoint", running.code)
    assert ran.status == 0
    assert ran.out.startswith(f"{running.code}: no. 2, ")
    head = installed("checkpoint", running.code, "--json").json
    assert (head["seq"], head["new"]) == (2, False)
    assert " ".join(head["head"][at : at + 4] for at in range(0, 16, 4)) in ran.out
    assert (
        "is not open"
        in installed("checkpoint", people.make_announced_consultation(kept, running.estate.id).code).refused()
    )


def test_of_a_secret_poll_the_board_gets_no_line_number(
    installed: Run, kept: Session, at: Callable[[datetime], None]
) -> None:
    at(people.MIDWAY)
    poll = secret_polls.make_open(kept, homes=3)
    people.vote(kept, poll, secret_polls.elector(kept, poll), {1: "agree"})
    told = installed("checkpoint", poll.code, "--json").json
    assert told["seq"] is None
    groups = " ".join(told["head"][first : first + 4] for first in range(0, 16, 4))
    assert installed("checkpoint", poll.code).out.strip() == f"{poll.code}: {groups}"


def test_the_night(installed: Run, running: ConsultationView) -> None:
    ran = installed("nightly")
    assert (ran.status, ran.out[:14]) == (0, f"{running.code}: no. 2,")
    assert installed("nightly").out == "", "a second time does no harm"


def test_the_night_finds_what_was_done_to_a_book(installed: Run, kept: Session, running: ConsultationView) -> None:
    kept.execute(text("UPDATE ledger_head SET heads = heads + 1"))
    ran = installed("nightly")
    assert ran.status == 2
    assert "is not whole" in ran.err


def test_beside_the_server_it_is_done_once_a_day(
    settings: Settings, kept: Session, running: ConsultationView, caplog: pytest.LogCaptureFixture
) -> None:
    moment = [people.MIDWAY]
    daily = Daily(settings, lambda: moment[0])

    def seq() -> int:
        found = int(kept.execute(text("SELECT seq FROM ledger_head")).scalar_one())
        kept.commit()  # whoever reads on SQLite holds up whoever writes
        return found

    kept.commit()
    daily.look()
    people.vote(kept, running, people.ZHAO_KE, {1: "agree"})
    daily.look()
    assert seq() == 3, "the same day"
    moment[0] += timedelta(days=1)
    daily.look()
    assert seq() == 4
    kept.execute(text("UPDATE ledger_head SET heads = heads + 1"))
    kept.commit()
    moment[0] += timedelta(days=1)
    daily.look()
    assert "a book is not whole" in caplog.text
    daily.start()
    daily.end()
