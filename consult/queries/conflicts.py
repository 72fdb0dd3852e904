"""Conflicts: electors of whom a ballot is counted and another one came later; co-owners may have voted apart.

Every second ballot is listed, also one that says the same: who keyed a paper would learn from a list of differing ones
what was chosen on the phone. Nothing here tells a choice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.domain.counting.book_count import Decision
from consult.models.ballot import Ballot, Settlement, UncountedBallot
from consult.models.contest import Contest
from consult.models.electorate import ElectorRow
from consult.queries.touched import IN_HAND, names_of, touched
from consult.wording.places import Door


@dataclass(frozen=True, slots=True)
class Arrival:
    """A ballot that came: the number of its line, when, how, and who entered it ('' for the household itself)."""

    seq: int
    at: datetime
    channel: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided about a conflict, on which line, between the first ballot and which later one.

    `is_contest`: it followed from a contest that was upheld, not from the owners' statement.
    """

    seq: int
    duplicate: int
    decision: Decision
    reason: str
    by: str
    at: datetime
    is_contest: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One elector's ballots in the order they came, and what was decided last.

    `hands` are those who had one of them in hand, and so do not settle between them.
    """

    elector_id: int
    number: int
    door: Door
    has_co_owners: bool
    first: Arrival
    seconds: tuple[Arrival, ...]
    settled: Settled | None
    hands: tuple[str, ...] = ()

    @property
    def holds(self) -> int:
        """The line that holds: of the ballot that counts, or of the decision that none does."""
        settled = self.settled
        if settled is None or settled.decision is Decision.FIRST_STANDS:
            return self.first.seq
        return settled.duplicate if settled.decision is Decision.SECOND_COUNTS else settled.seq

    @property
    def is_settled(self) -> bool:
        """Whether something was decided, and nothing came after it."""
        return self.settled is not None and self.settled.seq > self.seconds[-1].seq

    @property
    def decision(self) -> Decision | None:
        """What was decided last, whatever came after it."""
        return self.settled.decision if self.settled else None


def conflicts(session: Session, estate_id: int, consultation_id: int, elector_id: int | None = None) -> list[Conflict]:
    """All conflicts by elector number, or that of one elector."""
    seconds = _seconds(session, estate_id, consultation_id, elector_id)
    if not seconds:
        return []
    settled = _settled(session, estate_id, consultation_id)
    mine = _mine(UncountedBallot, estate_id, consultation_id, elector_id)
    doubled = select(UncountedBallot.elector_id).where(*mine, *_IS_DOUBLE)
    rows = session.execute(
        select(ElectorRow, Ballot)
        .join(Ballot, (Ballot.estate_id == ElectorRow.estate_id) & (Ballot.elector_id == ElectorRow.id))
        .where(*_mine(Ballot, estate_id, consultation_id, elector_id), ElectorRow.id.in_(doubled))
        .order_by(ElectorRow.number)
    )
    found = [
        _conflict(session, elector, ballot, seconds[elector.id], settled.get(elector.id)) for elector, ballot in rows
    ]
    return [conflict for conflict in found if conflict is not None]


def _conflict(
    session: Session, elector: ElectorRow, first: Ballot, seconds: list[Arrival], settled: Settled | None
) -> Conflict | None:
    """What came after the ballot that counts; what stood against an annulled one before it is no conflict any more."""
    later = [second for second in seconds if second.seq > first.seq]
    if not later:
        return None
    return Conflict(
        elector_id=elector.id,
        number=elector.number,
        door=(elector.building, elector.entrance, elector.room),
        has_co_owners=len(elector.names) > 1,
        first=Arrival(first.seq, first.cast_at, first.channel, first.entered_by),
        seconds=tuple(later),
        settled=settled if settled and settled.seq > first.seq else None,
        hands=tuple(names_of(touched(session, elector), IN_HAND)),
    )


def unsettled(session: Session, estate_id: int, consultation_id: int) -> int:
    """How many conflicts wait for a decision."""
    return sum(not conflict.is_settled for conflict in conflicts(session, estate_id, consultation_id))


_IS_DOUBLE = (
    UncountedBallot.reason == "double",
    UncountedBallot.seq.is_not(None),
    UncountedBallot.salt.is_not(None),
)
"""Books kept before a second ballot's line was noted hold none that could be settled; a secret poll keeps none."""


def _mine(
    table: type[Ballot | UncountedBallot | Settlement], estate_id: int, consultation_id: int, elector_id: int | None
) -> tuple[ColumnElement[bool], ...]:
    mine = (table.estate_id == estate_id, table.consultation_id == consultation_id)
    return mine if elector_id is None else (*mine, table.elector_id == elector_id)


def _seconds(
    session: Session, estate_id: int, consultation_id: int, elector_id: int | None
) -> dict[int, list[Arrival]]:
    """Later ballots by elector, as they came."""
    rows = session.scalars(
        select(UncountedBallot)
        .where(*_mine(UncountedBallot, estate_id, consultation_id, elector_id), *_IS_DOUBLE)
        .order_by(UncountedBallot.seq)
    )
    found: dict[int, list[Arrival]] = defaultdict(list)
    for row in rows:
        if row.elector_id is not None and row.seq is not None:
            found[row.elector_id].append(Arrival(row.seq, row.received_at, row.channel, row.entered_by))
    return found


def _settled(session: Session, estate_id: int, consultation_id: int) -> dict[int, Settled]:
    """The last decision about each elector."""
    rows = session.scalars(
        select(Settlement).where(*_mine(Settlement, estate_id, consultation_id, None)).order_by(Settlement.seq)
    )
    ruled = _rulings(session, estate_id, consultation_id)
    return {
        row.elector_id: Settled(
            row.seq,
            row.duplicate,
            Decision(row.decision),
            row.reason,
            row.settled_by,
            row.settled_at,
            row.seq in ruled,
            row.evidence,
        )
        for row in rows
    }


def _rulings(session: Session, estate_id: int, consultation_id: int) -> frozenset[int]:
    """The lines on which contests were decided."""
    rows = session.scalars(
        select(Contest.ruled_seq).where(
            Contest.estate_id == estate_id, Contest.consultation_id == consultation_id, Contest.ruling != ""
        )
    )
    return frozenset(seq for seq in rows if seq is not None)
