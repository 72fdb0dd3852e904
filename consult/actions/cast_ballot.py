"""Deed: cast a ballot. The one place where a vote is made, whatever the channel.

Under the lock of the book's head: is it open, who is the elector, are the answers on offer; then the row, the line
and the running counts, one commit, and only then a receipt. A second ballot leaves a line of its own and is refused;
a retry of the same submission gets the same receipt again.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel, State, refuse_ballot_unless_open
from consult.domain.ledger import LineType, private_fingerprint
from consult.domain.question import Answer, Question, QuestionType, check_answers
from consult.domain.question_json import answers_to_json
from consult.domain.receipt import receipt_code
from consult.domain.refusal import Refusal, reasons
from consult.models.ballot import Ballot, BallotPhoto, BuildingTurnout, UncountedBallot
from consult.models.base import OfEstate, deed, new_id
from consult.models.book import append, following, lock_book, write
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerHead
from consult.queries.consultations import questions_of

reasons(submission_reused="a submission's key that came with another elector's ballot")


@dataclass(frozen=True, slots=True)
class PaperSlip:
    """The sheet behind a paper ballot: its serial, and its photo's hash and re-encoded JPEG where there is one."""

    serial: str
    photo_sha256: str | None = None
    photo_jpeg: bytes | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """What arrives from one elector. `id` is made by the sender, so that a retry is known as one."""

    id: str
    estate_id: int
    consultation_id: int
    elector_id: int
    answers: Mapping[int, object]
    channel: Channel
    entered_by: str = ""
    paper: PaperSlip | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a ballot stands in the book: slip code, line number and time."""

    code: str
    seq: int
    at: datetime
    channel: Channel


def cast_ballot(session: Session, submission: Submission, *, now: datetime) -> Receipt:
    """Record a ballot durably and answer its receipt.

    Refuses `closed`, `not-yet-open`, `already-answered`, `channel-not-offered`, `unknown-elector` and whatever
    `check_answers` refuses. What is refused as late or double is durable too: the notice counts it.
    """
    done = _cast(session, submission, now=now)
    if isinstance(done, Refusal):
        raise done
    return done


@deed
def _cast(session: Session, submission: Submission, *, now: datetime) -> Receipt | Refusal:
    head = lock_book(session, submission.estate_id, submission.consultation_id)
    consultation = session.get(Consultation, (submission.estate_id, submission.consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    elector = _elector(session, submission)
    if submission.paper is not None and submission.paper.serial != elector.paper_serial:
        raise Refusal("unknown-serial", serial=submission.paper.serial)
    earlier = _sent_before(session, submission)
    if earlier is not None:
        return earlier
    try:
        _refuse_unless_open(consultation, now)
    except Refusal as refusal:
        if refusal.reason == "closed":
            _set_aside(session, submission, "late", now)
        return refusal
    if submission.channel.value not in consultation.channels:
        raise Refusal("channel-not-offered", channel=submission.channel.value)
    questions = questions_of(session, submission.estate_id, submission.consultation_id)
    answers = check_answers(questions, submission.answers, on_paper=submission.channel is Channel.PAPER)
    return _record(session, head, consultation.code, elector, submission, _Marked(questions, answers), now)


def _elector(session: Session, submission: Submission) -> ElectorRow:
    found = session.get(ElectorRow, (submission.estate_id, submission.elector_id))
    if found is None or found.consultation_id != submission.consultation_id:
        raise Refusal("unknown-elector")
    return found


def _sent_before(session: Session, submission: Submission) -> Receipt | None:
    """The receipt of this very submission, if it arrived already: an answer got lost, or a button was hit twice."""
    found = session.scalar(_ballots(submission).where(Ballot.submission_id == submission.id))
    if found is None:
        return None
    if found.elector_id != submission.elector_id:
        raise Refusal("submission-reused")
    return _receipt(found)


def _ballots(submission: Submission) -> Any:
    return select(Ballot).where(
        Ballot.estate_id == submission.estate_id, Ballot.consultation_id == submission.consultation_id
    )


def _receipt(ballot: Ballot) -> Receipt:
    return Receipt(ballot.receipt, ballot.seq, ballot.cast_at, Channel(ballot.channel))


def _refuse_unless_open(consultation: Consultation, now: datetime) -> None:
    refuse_ballot_unless_open(
        State(consultation.state),
        opens_at=consultation.opens_at,
        closes_at=consultation.closes_at,
        closed_at=consultation.closed_at,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _Marked:
    questions: tuple[Question, ...]
    answers: dict[int, Answer]

    def public(self, salt: bytes) -> dict[str, Any]:
        """The answers as the book holds them: written ones only by their salted fingerprint."""
        written = {q.number for q in self.questions if q.type is QuestionType.TEXT}
        return answers_to_json(
            {
                number: f"sha256:{private_fingerprint(salt, str(a))}" if number in written else a
                for number, a in self.answers.items()
            }
        )


def _record(
    session: Session,
    head: LedgerHead,
    code: str,
    elector: ElectorRow,
    submission: Submission,
    marked: _Marked,
    now: datetime,
) -> Receipt | Refusal:
    salt = secrets.token_bytes(16)
    line = following(head, code, _line_type(submission), _payload(elector, submission, marked, salt), at=now)
    row: dict[str, Any] = {
        "estate_id": submission.estate_id,
        "id": new_id(),
        "consultation_id": submission.consultation_id,
        "elector_id": elector.id,
        "submission_id": submission.id,
        "seq": line.seq,
        "receipt": receipt_code(line.leaf),
        "channel": submission.channel.value,
        "answers": answers_to_json(marked.answers),
        "salt": salt.hex(),
        "cast_at": now,
        "entered_by": submission.entered_by,
        "paper_serial": submission.paper.serial if submission.paper else None,
    }
    # The named constraint decides, not a look beforehand: one counted ballot for each elector.
    if not _insert_once(session, Ballot, row):
        return _refuse_double(session, head, code, elector, submission, now)
    write(session, head, line)
    _keep_photo(session, submission, row["id"])
    _move_counts(session, head, elector)
    return Receipt(row["receipt"], line.seq, now, submission.channel)


def _line_type(submission: Submission) -> LineType:
    return LineType.PAPER if submission.channel is Channel.PAPER else LineType.BALLOT


def _payload(elector: ElectorRow, submission: Submission, marked: _Marked, salt: bytes) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "elector": elector.number,
        "channel": submission.channel.value,
        "answers": marked.public(salt),
        # The nonce keeps a slip code from being found by hashing every possible choice.
        "nonce": secrets.token_hex(16),
    }
    if submission.paper is not None:
        payload["serial"] = submission.paper.serial
        payload["photo"] = submission.paper.photo_sha256
    return payload


def _keep_photo(session: Session, submission: Submission, ballot_id: int) -> None:
    slip = submission.paper
    if slip is None or slip.photo_jpeg is None or slip.photo_sha256 is None:
        return
    session.add(
        BallotPhoto(
            estate_id=submission.estate_id,
            ballot_id=ballot_id,
            sha256=slip.photo_sha256,
            jpeg=slip.photo_jpeg,
        )
    )


def _move_counts(session: Session, head: LedgerHead, elector: ElectorRow) -> None:
    head.heads += 1
    head.area += elector.area
    session.execute(
        update(BuildingTurnout)
        .where(
            BuildingTurnout.estate_id == elector.estate_id,
            BuildingTurnout.consultation_id == elector.consultation_id,
            BuildingTurnout.building == elector.building,
        )
        .values(heads=BuildingTurnout.heads + 1, area=BuildingTurnout.area + elector.area)
    )


def _refuse_double(
    session: Session, head: LedgerHead, code: str, elector: ElectorRow, submission: Submission, now: datetime
) -> Refusal:
    counted = session.scalar(_ballots(submission).where(Ballot.elector_id == elector.id))
    if counted is None:
        raise Refusal("submission-reused")
    if _set_aside(session, submission, "double", now):
        payload = {
            "elector": elector.number,
            "channel": submission.channel.value,
            "counted": counted.seq,
            "nonce": secrets.token_hex(16),
        }
        append(session, head, code, LineType.DUPLICATE, payload, at=now)
    return Refusal(
        "already-answered",
        receipt=counted.receipt,
        channel=counted.channel,
        at=counted.cast_at,
        seq=counted.seq,
    )


def _set_aside(session: Session, submission: Submission, reason: str, now: datetime) -> bool:
    """Keep an uncounted ballot once; whether this was its first arrival."""
    return _insert_once(
        session,
        UncountedBallot,
        {
            "estate_id": submission.estate_id,
            "id": new_id(),
            "consultation_id": submission.consultation_id,
            "elector_id": submission.elector_id,
            "submission_id": submission.id,
            "reason": reason,
            "channel": submission.channel.value,
            "received_at": now,
            "entered_by": submission.entered_by,
            "paper_serial": submission.paper.serial if submission.paper else None,
        },
    )


_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _insert_once(session: Session, table: type[OfEstate], row: dict[str, Any]) -> bool:
    """Insert unless a constraint knows the row already; whether it was inserted.

    Asks the database to return the row: drivers disagree about the row count of an INSERT.
    """
    make = _INSERTS[session.get_bind().dialect.name]
    inserted = session.execute(make(table).values(row).on_conflict_do_nothing().returning(table.id))
    return inserted.first() is not None
