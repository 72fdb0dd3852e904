"""Deed: decide a household's contest. The decision is a line of the book; upheld, the ballot is annulled by another.

While the vote is open the household may vote again. After the count a ballot that falls changes the result: it is
counted anew in the same deed, and the new result's fingerprint follows in the book.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.breakdown_json import breakdown_json
from consult.domain.consultation import State
from consult.domain.contest import Contested, Ruling, check_ruling
from consult.domain.ledger import LineType, private_fingerprint
from consult.domain.refusal import Refusal
from consult.models.annulling import Cause, annul, counted_ballot
from consult.models.base import deed
from consult.models.book import BookHead, append, lock_book
from consult.models.consultation import Consultation
from consult.models.contest import Contest
from consult.models.electorate import ElectorRow
from consult.models.sealing import seal_result
from consult.queries.contests import entered_by
from consult.queries.results import count_by_place


@dataclass(frozen=True, slots=True)
class Deciding:
    """What is decided about a contest, which is named by the number of its line."""

    contest_seq: int
    ruling: str
    reason: str


@deed
def decide_contest(
    session: Session, estate_id: int, consultation_id: int, deciding: Deciding, *, by: str, now: datetime
) -> int:
    """Write the decision and answer the number of its line.

    Refuses `unknown-consultation`, `unknown-contest` and what `check_ruling` does.
    """
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    contest = _contest(session, estate_id, consultation_id, deciding.contest_seq)
    case = Contested(entered_by(session, estate_id, consultation_id, contest.ballot_seq), contest.ruled_at)
    ruling = check_ruling(deciding.ruling, deciding.reason, case, by=by)
    elector = session.get_one(ElectorRow, (estate_id, contest.elector_id))
    line = _rule(session, head, consultation.code, elector, contest, ruling, deciding.reason.strip(), by, now)
    if ruling is Ruling.UPHELD:
        _annul(session, head, consultation, elector, contest, now)
    return line


def _contest(session: Session, estate_id: int, consultation_id: int, seq: int) -> Contest:
    found = session.scalar(
        select(Contest).where(
            Contest.estate_id == estate_id, Contest.consultation_id == consultation_id, Contest.seq == seq
        )
    )
    if found is None:
        raise Refusal("unknown-contest")
    return found


def _rule(
    session: Session,
    head: BookHead,
    code: str,
    elector: ElectorRow,
    contest: Contest,
    ruling: Ruling,
    reason: str,
    by: str,
    now: datetime,
) -> int:
    """Write the decision; the book holds its reason's fingerprint only, for a reason may name people."""
    salt = secrets.token_bytes(16)
    payload = {
        "elector": elector.number,
        "contest": contest.seq,
        "ballot": contest.ballot_seq,
        "decision": ruling.value,
        "reason": f"sha256:{private_fingerprint(salt, reason)}",
        "nonce": secrets.token_hex(16),
    }
    line = append(session, head, code, LineType.RESOLVE, payload, at=now)
    contest.ruling, contest.reason, contest.salt = ruling.value, reason, salt.hex()
    contest.ruled_by, contest.ruled_at, contest.ruled_seq = by, now, line.seq
    session.flush()
    return line.seq


def _annul(
    session: Session,
    head: BookHead,
    consultation: Consultation,
    elector: ElectorRow,
    contest: Contest,
    now: datetime,
) -> None:
    """Take the ballot out, unless it counts no longer anyway; count anew what was counted."""
    ballot = counted_ballot(session, elector)
    if ballot is None or ballot.seq != contest.ballot_seq:
        return
    annul(session, head, consultation.code, elector, ballot, Cause.CONTEST, now=now, resolve=contest.ruled_seq)
    if consultation.state == State.CLOSED:
        counted = count_by_place(session, consultation.estate_id, consultation.id)
        seal_result(session, head, consultation, counted.result, breakdown_json(counted.breakdown), now=now)
