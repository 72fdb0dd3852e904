"""Deed: decide a household's contest. The decision is a line of the book.

Upheld, the ballot falls: another one of the household counts in its place, where it has one, and the same line says so;
else the first ballot is annulled, and while the vote is open the household may vote again. A ballot that counted no
longer anyway changes nothing. A sheet that was set aside is not this household's any more, and one that waits is never
confirmed. After the count a change is counted anew in the same deed, and the new result's
fingerprint follows in the book.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.domain.breakdown_json import breakdown_json
from consult.domain.consultation import State
from consult.domain.contest import Contested, Ruling, check_ruling, counts_instead
from consult.domain.counting.book_count import Decision
from consult.domain.ledger import LineType, private_fingerprint
from consult.domain.privacy import Secrecy
from consult.domain.question_json import answers_from_json
from consult.domain.refusal import Refusal
from consult.models.annulling import Cause, annul
from consult.models.ballot import Settlement, UncountedBallot
from consult.models.base import deed
from consult.models.book import BookHead, append, lock_book
from consult.models.consultation import Consultation
from consult.models.contest import Contest, contest_of
from consult.models.electorate import ElectorRow
from consult.models.sealing import seal_result
from consult.models.settling import (
    Standing,
    fallen,
    move_counters,
    own_seconds,
    seconds_of,
    set_aside_lines,
    standing_of,
)
from consult.models.submission import Marked, opening_of
from consult.queries.consultations import questions_of
from consult.queries.results import count_by_place
from consult.queries.touched import names_of, touched


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
    contest = contest_of(session, estate_id, consultation_id, deciding.contest_seq)
    if contest is None:
        raise Refusal("unknown-contest")
    elector = session.get_one(ElectorRow, (estate_id, contest.elector_id))
    case = Contested(tuple(names_of(touched(session, elector))), contest.ruled_at)
    ruling = check_ruling(deciding.ruling, deciding.reason, case, by=by)
    ruled = _Ruled(ruling, deciding.reason.strip(), by, now)
    if ruling is Ruling.DISMISSED or consultation.secrecy == Secrecy.UNNAMED:
        # Of a secret poll nobody can tell which ballot it is: the decision stands in the book, and the ballot too.
        return _write(session, head, consultation.code, elector, contest, ruled, {})
    return _uphold(session, head, consultation, elector, contest, ruled)


@dataclass(frozen=True, slots=True)
class _Ruled:
    ruling: Ruling
    reason: str
    by: str
    at: datetime


def _write(
    session: Session,
    head: BookHead,
    code: str,
    elector: ElectorRow,
    contest: Contest,
    ruled: _Ruled,
    instead: Mapping[str, Any],
) -> int:
    """Write the decision; the book holds its reason's fingerprint only, for a reason may name people."""
    salt = secrets.token_bytes(16)
    payload = {
        "elector": elector.number,
        "contest": contest.seq,
        "ballot": contest.ballot_seq,
        "decision": ruled.ruling.value,
        "reason": f"sha256:{private_fingerprint(salt, ruled.reason)}",
        "nonce": secrets.token_hex(16),
    }
    line = append(session, head, code, LineType.RESOLVE, payload | dict(instead), at=ruled.at)
    contest.ruling, contest.reason, contest.salt = ruled.ruling.value, ruled.reason, salt.hex()
    contest.ruled_by, contest.ruled_at, contest.ruled_seq = ruled.by, ruled.at, line.seq
    session.flush()
    return line.seq


def _uphold(
    session: Session,
    head: BookHead,
    consultation: Consultation,
    elector: ElectorRow,
    contest: Contest,
    ruled: _Ruled,
) -> int:
    """Let the ballot fall; what counted no longer anyway leaves everything as it is."""
    if contest.ballot_seq in set_aside_lines(session, elector):
        line = _write(session, head, consultation.code, elector, contest, ruled, {"invalid": True})
        _count_anew(session, head, consultation, ruled.at)
        return line
    standing = standing_of(session, elector)
    if standing is None or standing.seq != contest.ballot_seq:
        return _write(session, head, consultation.code, elector, contest, ruled, {})
    seconds = seconds_of(session, elector, standing.first.seq)
    gone = {contest.ballot_seq, *fallen(session, elector)}
    found = counts_instead(gone, standing.first.seq, own_seconds(seconds))
    if found is None:
        line = _write(session, head, consultation.code, elector, contest, ruled, {})
        _annul(session, head, consultation.code, elector, standing, ruled.at)
    else:
        second = next((row for row in seconds if row.seq == found), None)
        line = _instead(session, head, consultation.code, elector, contest, ruled, standing, second)
    _count_anew(session, head, consultation, ruled.at)
    return line


def _annul(session: Session, head: BookHead, code: str, elector: ElectorRow, standing: Standing, now: datetime) -> None:
    """Take the household's first ballot out, which was found not to be theirs now or before; none of them is left."""
    because = fallen(session, elector)[standing.first.seq]
    annul(session, head, code, elector, standing.first, Cause.CONTEST, now=now, resolve=because)


def _instead(
    session: Session,
    head: BookHead,
    code: str,
    elector: ElectorRow,
    contest: Contest,
    ruled: _Ruled,
    standing: Standing,
    second: UncountedBallot | None,
) -> int:
    """Let `second` count, or the first ballot where that is None; kept like what owners settle between two ballots."""
    decision = Decision.FIRST_STANDS if second is None else Decision.SECOND_COUNTS
    last = standing.settled.duplicate if standing.settled else 0
    duplicate = last if second is None else second.seq or 0
    said = {"counted": standing.first.seq, "duplicate": duplicate, "instead": decision.value}
    opened = _opened(session, second) if second is not None else {}
    move_counters(session, head, elector, counted=standing.counts, counts=True)
    line = _write(session, head, code, elector, contest, ruled, said | opened)
    session.add(
        Settlement(
            estate_id=elector.estate_id,
            consultation_id=elector.consultation_id,
            elector_id=elector.id,
            seq=line,
            duplicate=duplicate,
            decision=decision.value,
            answers=second.answers if second else None,
            salt=(second.salt or "") if second else "",
            reason=ruled.reason,
            settled_by=ruled.by,
            settled_at=ruled.at,
        )
    )
    session.flush()
    return line


def _opened(session: Session, second: UncountedBallot) -> dict[str, Any]:
    """What opens the seal of a kept ballot's line."""
    questions = questions_of(session, second.estate_id, second.consultation_id)
    salt = bytes.fromhex(second.salt or "")
    return {
        "answers": Marked(questions, answers_from_json(second.answers or {})).public(salt),
        "opening": opening_of(salt),
    }


def _count_anew(session: Session, head: BookHead, consultation: Consultation, now: datetime) -> None:
    """Count again what was counted already, and publish it."""
    if consultation.state == State.CLOSED:
        counted = count_by_place(session, consultation.estate_id, consultation.id)
        seal_result(session, head, consultation, counted.result, breakdown_json(counted.breakdown), now=now)
