"""Deed: settle a conflict between two ballots of one elector, on the co-owners' written statement, before the count.

The first counted ballot stands until something else is decided. A decision is a line of the book; a later one takes
its place. The second ballot's answers enter the book only when they count.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel, State
from consult.domain.counting.book_count import Decision
from consult.domain.ledger import LineType
from consult.domain.photo import Photo
from consult.domain.privacy import Secrecy
from consult.domain.question_json import answers_from_json
from consult.domain.refusal import Refusal, reasons
from consult.domain.settling import check_settling
from consult.models.ballot import Settlement, UncountedBallot
from consult.models.base import deed
from consult.models.book import BookHead, append, lock_book
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.photo import keep_photo
from consult.models.settling import fallen, move_counters
from consult.models.submission import Marked, opening_of
from consult.queries.conflicts import Conflict, conflicts
from consult.queries.consultations import questions_of
from consult.queries.photos import photo_of_sheet
from consult.queries.touched import IN_HAND, names_of, touched

reasons(
    nothing_in_conflict="an elector of whom no second ballot came",
    settled_already="at: a conflict that was settled just like this, with nothing new since",
    settled_for_a_fallen_ballot="a conflict settled for a ballot that was found not to be the household's",
)


@dataclass(frozen=True, slots=True)
class Settling:
    """What is decided about one elector. `duplicate`: the line of the second ballot meant; the newest if unsaid.

    `reason`: the co-owners' statement and where it is filed; it is kept beside the book, not in it. `photo`: of the
    signed statement; without it, the one kept with the sheet that counts proves it.
    """

    elector_id: int
    decision: str
    reason: str
    duplicate: int | None = None
    photo: Photo | None = None


@deed
def settle_conflict(
    session: Session, estate_id: int, consultation_id: int, settling: Settling, *, by: str, now: datetime
) -> int:
    """Write the decision and answer the number of its line.

    Refuses `unnamed-stands`, `not-open`, `already-closed`, `unknown-elector`, what `check_settling` does,
    `nothing-in-conflict`, `settled-already` and `settled-for-a-fallen-ballot`.
    """
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    _refuse_unless_open(consultation)
    elector = session.get(ElectorRow, (estate_id, settling.elector_id))
    if elector is None or elector.consultation_id != consultation_id:
        raise Refusal("unknown-elector")
    conflict = _conflict(session, elector, settling)
    second = _second(session, elector, settling.duplicate or conflict.seconds[-1].seq)
    evidence = _evidence(session, elector, settling, second, by, now)
    hands = names_of(touched(session, elector), IN_HAND)
    decision = check_settling(settling.decision, settling.reason, by=by, touched=hands, has_evidence=bool(evidence))
    _refuse_settled(session, conflict, second, settling)
    _refuse_fallen(session, elector, conflict, decision, second.seq or 0)
    counted = conflict.decision is not Decision.NEITHER_COUNTS
    move_counters(session, head, elector, counted=counted, counts=decision is not Decision.NEITHER_COUNTS)
    return _write(session, head, consultation.code, _Decided(elector, conflict, second, settling, evidence, by, now))


def _refuse_unless_open(consultation: Consultation) -> None:
    """Conflicts are settled as long as the book is open, also between the announced end and CLOSE.

    In a secret poll the second ballot was never kept, and nobody can tell the first from the others.
    """
    if consultation.secrecy == Secrecy.UNNAMED:
        raise Refusal("unnamed-stands")
    if consultation.state == State.CLOSED:
        raise Refusal("already-closed", code=consultation.code)
    if consultation.state != State.OPEN:
        raise Refusal("not-open", code=consultation.code)


def _conflict(session: Session, elector: ElectorRow, settling: Settling) -> Conflict:
    found = conflicts(session, elector.estate_id, elector.consultation_id, elector.id)
    known = {second.seq for conflict in found for second in conflict.seconds}
    if not found or (settling.duplicate is not None and settling.duplicate not in known):
        raise Refusal("nothing-in-conflict")
    return found[0]


def _second(session: Session, elector: ElectorRow, seq: int) -> UncountedBallot:
    return session.scalars(
        select(UncountedBallot).where(
            UncountedBallot.estate_id == elector.estate_id,
            UncountedBallot.consultation_id == elector.consultation_id,
            UncountedBallot.elector_id == elector.id,
            UncountedBallot.seq == seq,
        )
    ).one()


def _evidence(
    session: Session, elector: ElectorRow, settling: Settling, second: UncountedBallot, by: str, now: datetime
) -> str:
    """The hash of the photo that proves it: the statement's, or that of the second sheet where it shall count."""
    if settling.photo is not None:
        keep_photo(session, elector.estate_id, settling.photo, by=by, now=now)
        return settling.photo.sha256
    if settling.decision != Decision.SECOND_COUNTS or second.channel != Channel.PAPER:
        return ""
    return photo_of_sheet(session, elector)


def _refuse_settled(session: Session, conflict: Conflict, second: UncountedBallot, settling: Settling) -> None:
    last = conflict.settled
    if last is None or not conflict.is_settled or last.decision != settling.decision:
        return
    if settling.decision != Decision.SECOND_COUNTS or last.duplicate == second.seq:
        raise Refusal("settled-already", at=last.at)


def _refuse_fallen(session: Session, elector: ElectorRow, conflict: Conflict, decision: Decision, second: int) -> None:
    """What was found not to be the household's counts no more, whatever is stated later."""
    meant = {Decision.FIRST_STANDS: conflict.first.seq, Decision.SECOND_COUNTS: second}.get(decision)
    if meant in fallen(session, elector):
        raise Refusal("settled-for-a-fallen-ballot")


@dataclass(frozen=True, slots=True)
class _Decided:
    elector: ElectorRow
    conflict: Conflict
    second: UncountedBallot
    settling: Settling
    evidence: str
    by: str
    at: datetime

    @property
    def takes_second(self) -> bool:
        return self.settling.decision == Decision.SECOND_COUNTS

    def payload(self, public: Mapping[str, Any]) -> dict[str, Any]:
        payload: dict[str, Any] = {
            "elector": self.elector.number,
            "counted": self.conflict.first.seq,
            "duplicate": self.second.seq,
            "decision": self.settling.decision,
            "evidence": self.evidence,
            "nonce": secrets.token_hex(16),
        }
        if self.takes_second:
            payload |= {"answers": public, "opening": opening_of(_salt(self.second))}
        return payload

    def row(self, seq: int) -> Settlement:
        return Settlement(
            estate_id=self.elector.estate_id,
            consultation_id=self.elector.consultation_id,
            elector_id=self.elector.id,
            seq=seq,
            duplicate=self.second.seq,
            decision=self.settling.decision,
            answers=self.second.answers if self.takes_second else None,
            salt=self.second.salt if self.takes_second else "",
            reason=self.settling.reason.strip(),
            evidence=self.evidence,
            settled_by=self.by,
            settled_at=self.at,
        )


def _write(session: Session, head: BookHead, code: str, decided: _Decided) -> int:
    elector, second = decided.elector, decided.second
    questions = questions_of(session, elector.estate_id, elector.consultation_id)
    public = Marked(questions, answers_from_json(second.answers or {})).public(_salt(second))
    line = append(session, head, code, LineType.RESOLVE, decided.payload(public), at=decided.at)
    session.add(decided.row(line.seq))
    return line.seq


def _salt(second: UncountedBallot) -> bytes:
    return bytes.fromhex(second.salt or "")
