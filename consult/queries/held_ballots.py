"""What is recorded for a household, as it is told itself: the ballot that counts, and sheets on which nothing does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.models.electorate import ElectorRow
from consult.models.settling import case_about, contestable, set_aside_lines, standing_of, waiting_lines
from consult.queries.contests import EnteredBallot, Hand, entered_ballot, hands_of
from consult.queries.receipts import RecordedBallot
from consult.queries.touched import Part


@dataclass(frozen=True, slots=True)
class Held:
    """What is recorded for a household, with who had it in hand; `is_open`: it may be contested, and was not yet."""

    ballot: EnteredBallot
    hands: tuple[Hand, ...]
    is_open: bool


def held_by(session: Session, estate_id: int, elector_id: int) -> list[Held]:
    """What a household is told of: the ballot that counts for it, and its sheets that wait or were set aside.

    In place of a ballot, the decision that none of two counts.
    """
    elector = session.get_one(ElectorRow, (estate_id, elector_id))
    standing, ballots = standing_of(session, elector), sheets_of(session, elector)
    if standing is not None:
        ballots.insert(0, entered_ballot(session, estate_id, elector.consultation_id, standing.seq))
    if not ballots:
        return []
    open_lines = contestable(session, elector)
    # Most households send one ballot themselves, which passed through nobody's hands.
    hands = hands_of(session, elector) if any(ballot.channel in _BROUGHT for ballot in ballots) else ()
    return [_held(session, elector, ballot, hands, open_lines) for ballot in ballots]


def own_alone(ballot: RecordedBallot | None) -> list[Held]:
    """The same for a household of which nothing is recorded but the ballot that it sent itself, without asking."""
    if ballot is None:
        return []
    sent = EnteredBallot(ballot.seq, ballot.at, ballot.channel.value, (), photo="", is_counted=True)
    return [Held(sent, hands=(), is_open=True)]


_BROUGHT = {Channel.PAPER.value: Part.COLLECTED, Channel.PROXY.value: Part.AGENT}
"""By which hands a ballot came, where it came by any."""


def _held(
    session: Session,
    elector: ElectorRow,
    ballot: EnteredBallot,
    hands: tuple[Hand, ...],
    open_lines: Collection[int],
) -> Held:
    is_open = ballot.seq in open_lines and case_about(session, elector, ballot.seq) is None
    brought = _BROUGHT.get(ballot.channel)
    return Held(ballot, tuple(hand for hand in hands if hand.part is brought), is_open)


def sheets_of(session: Session, elector: ElectorRow) -> list[EnteredBallot]:
    """An elector's sheets that wait or were set aside, of which nothing counts."""
    found = sorted({*waiting_lines(session, elector), *set_aside_lines(session, elector)})
    return [entered_ballot(session, elector.estate_id, elector.consultation_id, seq) for seq in found]
