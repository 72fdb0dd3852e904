"""What a leader's phone is told of a secret poll's book: nothing that moves when somebody answers."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView
from consult.queries.doorstep_round import extension, round_of
from tests import people, secret_polls


def remembered(session: Session, poll: ConsultationView) -> tuple[int, str] | None:
    """The checkpoint that a phone takes along from its round."""
    [found] = round_of(session, poll.estate.id, {"1"}, now=people.MIDWAY)
    return found.checkpoint


def test_while_it_runs_the_first_line_only_and_afterwards_all_from_there(session: Session) -> None:
    poll = secret_polls.make_open(session, homes=3)
    opened = extension(session, poll, 0).end
    for elector in people.electors(session, poll)[:2]:
        people.vote(session, poll, elector, {1: "agree"})
        assert remembered(session, poll) == opened
        proof = extension(session, poll, 1)
        assert (proof.leaves, proof.newest) == ([], 1)
    for line in (2, 99):
        # Whether there is such a line would tell how many have answered.
        with pytest.raises(Refusal, match="book-behind"):
            extension(session, poll, line)
    closed = extension(session, secret_polls.close(session, poll), 1)
    assert closed.start == opened
    assert len(closed.leaves) == closed.newest - 1 >= 3


def test_before_it_is_opened_there_is_nothing_to_remember(session: Session) -> None:
    assert remembered(session, secret_polls.make_announced(session, homes=3)) is None
