"""Ballots and CLOSE at once, and clocks that are put: small forms of scripts/prove/closing-race."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import people
from tests.closing.clocks import NIGHTS, walk_the_clock
from tests.closing.race import (
    close_from_here,
    faults_of,
    faults_when_sent_again,
    race_the_clock,
    race_the_deed,
    submissions,
)


@pytest.mark.parametrize("by", ["deed", "clock"])
def test_nothing_counts_after_close(engine: Engine, session: Session, by: str) -> None:
    view = people.make_open_consultation(session)
    electors = [(row.id, row.paper_serial) for row in people.electors(session, view)]
    session.commit()
    sent, close = submissions(view, electors), close_from_here(engine, 0.02)
    raced = (
        race_the_deed(engine, view, sent, close)
        if by == "deed"
        else race_the_clock(engine, view, sent, close, Random(1), 0.05)
    )
    assert not faults_of(session, view, raced)
    assert not faults_when_sent_again(engine, view, raced)


@pytest.mark.one_database
@pytest.mark.parametrize("night", NIGHTS[::3], ids=[f"{zone} {opens}" for zone, opens, _closes in NIGHTS[::3]])
def test_a_clock_that_jumps_opens_nothing_early_or_again(session: Session, night: tuple[str, str, str]) -> None:
    walk = walk_the_clock(session, night, Random(str(night)), code="clocks", steps=24)
    assert not walk.faults


def test_a_ballot_after_close_would_be_seen(engine: Engine, session: Session) -> None:
    """The control: somebody who was acknowledged and is not counted, and who was refused and is kept nowhere."""
    view = people.make_open_consultation(session)
    electors = [(row.id, row.paper_serial) for row in people.electors(session, view)]
    session.commit()
    raced = race_the_deed(engine, view, submissions(view, electors[:3]), close_from_here(engine, 0.2))
    lost = next(iter(raced.sent))
    raced.told[lost] = RuntimeError("the line broke")
    assert len(faults_of(session, view, raced)) == 4
