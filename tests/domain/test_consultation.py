"""A consultation's life on the edges of its times."""

from datetime import UTC, datetime, timedelta

import pytest

from consult.domain.consultation import (
    State,
    refuse_ballot_unless_open,
    refuse_close_unless_due,
    refuse_open_unless_due,
)
from consult.domain.refusal import Refusal

OPENS = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 30, 10, 0, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def reason(refuse: object, *args: object, **details: object) -> str | None:
    try:
        refuse(*args, **details)  # type: ignore[operator]
    except Refusal as refused:
        return refused.reason
    return None


@pytest.mark.parametrize(
    ("state", "now", "refused"),
    [
        pytest.param(State.OPEN, CLOSES - MOMENT, None, id="a moment before the end"),
        pytest.param(State.OPEN, CLOSES, None, id="exactly at the end"),
        pytest.param(State.OPEN, CLOSES + timedelta(days=9), None, id="days after the end, not counted yet"),
        pytest.param(State.CLOSED, CLOSES + MOMENT, "closed", id="after the count"),
        pytest.param(State.ANNOUNCED, OPENS, "not-yet-open", id="nobody has opened it"),
        pytest.param(State.ANNOUNCED, CLOSES, "closed", id="nobody ever opened it"),
    ],
)
def test_when_a_sheet_that_may_be_late_counts(state: State, now: datetime, refused: str | None) -> None:
    times = {"opens_at": OPENS, "closes_at": CLOSES, "closed_at": None, "may_be_late": True}
    assert reason(refuse_ballot_unless_open, state, now=now, **times) == refused


@pytest.mark.parametrize(
    ("state", "now", "refused"),
    [
        pytest.param(State.OPEN, OPENS, None, id="at opening"),
        pytest.param(State.OPEN, CLOSES - MOMENT, None, id="a moment before the end"),
        pytest.param(State.OPEN, CLOSES, "closed", id="exactly at the end"),
        pytest.param(State.OPEN, CLOSES + MOMENT, "closed", id="a moment after the end"),
        pytest.param(State.ANNOUNCED, OPENS, "not-yet-open", id="announced, nobody has opened it"),
        pytest.param(State.DRAFT, OPENS, "not-yet-open", id="a draft"),
        pytest.param(State.CLOSED, OPENS, "closed", id="closed early, all ballots in"),
    ],
)
def test_when_a_ballot_counts(state: State, now: datetime, refused: str | None) -> None:
    times = {"opens_at": OPENS, "closes_at": CLOSES, "closed_at": None}
    assert reason(refuse_ballot_unless_open, state, now=now, **times) == refused


@pytest.mark.parametrize(
    ("state", "now", "refused"),
    [
        pytest.param(State.ANNOUNCED, OPENS - MOMENT, "opens-later", id="a moment too early"),
        pytest.param(State.ANNOUNCED, OPENS, None, id="at its time"),
        pytest.param(State.ANNOUNCED, CLOSES, "already-closed", id="after its end"),
        pytest.param(State.OPEN, OPENS, "already-open", id="twice"),
        pytest.param(State.CLOSED, OPENS, "already-closed", id="never again"),
    ],
)
def test_when_it_may_open(state: State, now: datetime, refused: str | None) -> None:
    found = reason(refuse_open_unless_due, state, code="7KQ2MD", opens_at=OPENS, closes_at=CLOSES, now=now)
    assert found == refused


@pytest.mark.parametrize(
    ("state", "now", "all_in", "refused"),
    [
        pytest.param(State.OPEN, CLOSES - MOMENT, False, "closes-later", id="a moment too early"),
        pytest.param(State.OPEN, CLOSES - MOMENT, True, None, id="early, but every ballot is in"),
        pytest.param(State.OPEN, CLOSES, False, None, id="at its time"),
        pytest.param(State.ANNOUNCED, CLOSES, False, "not-open", id="never opened"),
        pytest.param(State.CLOSED, CLOSES, False, "already-closed", id="twice"),
    ],
)
def test_when_it_may_close(state: State, now: datetime, all_in: bool, refused: str | None) -> None:
    found = reason(refuse_close_unless_due, state, code="7KQ2MD", closes_at=CLOSES, now=now, all_in=all_in)
    assert found == refused
