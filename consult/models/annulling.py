"""Taking a counted ballot out of the count: its line ANNUL, its row among the former ballots, the running counts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.domain.counting.book_count import Decision
from consult.domain.ledger import LineType
from consult.models import ballot_rows
from consult.models.ballot import Ballot
from consult.models.book import BookHead, append
from consult.models.electorate import ElectorRow
from consult.models.former_ballot import FormerBallot
from consult.models.proxy import ProxyMandate


class Cause(StrEnum):
    """Why a ballot counts no longer."""

    CONTEST = "contest"
    REPLACED = "replaced"


_KEPT = (
    "estate_id",
    "id",
    "consultation_id",
    "elector_id",
    "submission_id",
    "seq",
    "receipt",
    "channel",
    "answers",
    "salt",
    "cast_at",
    "entered_by",
    "paper_serial",
)


def counted_ballot(session: Session, elector: ElectorRow) -> Ballot | None:
    """The ballot that counts for an elector."""
    return session.scalar(
        select(Ballot).where(
            Ballot.estate_id == elector.estate_id,
            Ballot.consultation_id == elector.consultation_id,
            Ballot.elector_id == elector.id,
        )
    )


def annul(
    session: Session,
    head: BookHead,
    code: str,
    elector: ElectorRow,
    ballot: Ballot,
    cause: Cause,
    *,
    now: datetime,
    **more: Any,
) -> int:
    """Write ANNUL about the counted ballot of an elector, and answer its line; `more` goes into the line."""
    payload = {"elector": elector.number, "ballot": ballot.seq, "cause": cause.value} | more
    _move_counters(session, head, elector, ballot)
    line = append(session, head, code, LineType.ANNUL, payload, at=now)
    kept = {name: getattr(ballot, name) for name in _KEPT}
    session.delete(ballot)
    session.flush()
    session.add(FormerBallot(**kept, cause=cause.value, ended_seq=line.seq, ended_at=now))
    session.flush()
    _end_proxies(session, elector, line.seq)
    return line.seq


def _end_proxies(session: Session, elector: ElectorRow, seq: int) -> None:
    """What was brought for this elector counts no longer, nor as a second ballot: another agent may be named."""
    mandates = update(ProxyMandate).where(
        ProxyMandate.estate_id == elector.estate_id,
        ProxyMandate.consultation_id == elector.consultation_id,
        ProxyMandate.standing == elector.id,
    )
    session.execute(mandates.values(standing=None, ended_seq=seq))


def _move_counters(session: Session, head: BookHead, elector: ElectorRow, ballot: Ballot) -> None:
    """Take the elector out of the running counts, unless a settled conflict did so already."""
    connection, keys = session.connection(), (elector.estate_id, elector.consultation_id)
    decided = ballot_rows.last_decision(connection, *keys, elector.id, after=ballot.seq)
    if decided == Decision.NEITHER_COUNTS:
        return
    head.heads -= 1
    head.area -= elector.area
    ballot_rows.count_in_building(connection, *keys, elector.building, elector.area, heads=-1)
