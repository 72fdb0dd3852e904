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

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from consult.domain.answers import check_answers
from consult.domain.consultation import Channel, State, refuse_ballot_unless_open
from consult.domain.ledger import Line, LineType, private_fingerprint
from consult.domain.question import Answer, Question, QuestionType
from consult.domain.question_json import answers_to_json, from_json
from consult.domain.receipt import reads_aloud, receipt_code
from consult.domain.refusal import Refusal, reasons
from consult.models import ballot_rows
from consult.models.ballot import Ballot, BallotPhoto, UncountedBallot
from consult.models.ballot_rows import Caster, EarlierBallot, OpenMatter
from consult.models.base import deed, new_id
from consult.models.book import BookHead, append, following, lock_book, write

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
    done = _cast(session, submission, now)
    if isinstance(done, Refusal):
        raise done
    return done


@deed
def _cast(session: Session, submission: Submission, now: datetime) -> Receipt | Refusal:
    casting = _begin(session, submission, now)
    if earlier := casting.sent_before():
        return earlier
    if late := casting.refusal_of_the_hour():
        return late
    return casting.record(casting.read_answers())


def _begin(session: Session, submission: Submission, now: datetime) -> _Casting:
    head = lock_book(session, submission.estate_id, submission.consultation_id)
    connection = session.connection()
    matter = ballot_rows.matter(connection, submission.estate_id, submission.consultation_id)
    if head is None or matter is None:
        raise Refusal("unknown-consultation", code="")
    caster = ballot_rows.caster(connection, submission.estate_id, submission.elector_id)
    if caster is None or caster.consultation_id != submission.consultation_id:
        raise Refusal("unknown-elector")
    if submission.paper is not None and submission.paper.serial != caster.paper_serial:
        raise Refusal("unknown-serial", serial=submission.paper.serial)
    return _Casting(session, connection, submission, now, head, matter, caster)


@dataclass(frozen=True, slots=True)
class _Casting:
    """One ballot on its way in, with what was found out about it under the lock."""

    session: Session
    connection: Connection
    submission: Submission
    now: datetime
    head: BookHead
    matter: OpenMatter
    caster: Caster

    @property
    def keys(self) -> tuple[int, int]:
        return (self.submission.estate_id, self.submission.consultation_id)

    def sent_before(self) -> Receipt | None:
        """The receipt of this very submission, if it arrived already: an answer got lost, or a button was hit twice."""
        found = ballot_rows.sent_before(self.connection, *self.keys, self.submission.id)
        if found is None:
            return None
        if found.elector_id != self.submission.elector_id:
            raise Refusal("submission-reused")
        return _receipt(found)

    def refusal_of_the_hour(self) -> Refusal | None:
        """Why no ballot counts at this moment, if so; a late one is kept for the figures."""
        matter = self.matter
        try:
            refuse_ballot_unless_open(
                State(matter.state),
                opens_at=matter.opens_at,
                closes_at=matter.closes_at,
                closed_at=matter.closed_at,
                now=self.now,
            )
        except Refusal as refusal:
            if refusal.reason == "closed":
                self.set_aside("late")
            return refusal
        return None

    def read_answers(self) -> _Marked:
        """The answers, checked against the questions; refuses what is not on offer."""
        channel = self.submission.channel
        if channel.value not in self.matter.channels:
            raise Refusal("channel-not-offered", channel=channel.value)
        questions = tuple(map(from_json, ballot_rows.definitions(self.connection, *self.keys)))
        given = self.submission.answers
        return _Marked(questions, check_answers(questions, given, on_paper=channel is Channel.PAPER))

    def record(self, marked: _Marked) -> Receipt | Refusal:
        """Write the ballot, its line and the running counts; or the line of a second ballot."""
        salt = secrets.token_bytes(16)
        line = self._line(marked, salt)
        receipt = Receipt(receipt_code(line.leaf), line.seq, self.now, self.submission.channel)
        row = self._row(receipt, marked, salt)
        # The named constraint decides, not a look beforehand: one counted ballot for each elector.
        if not ballot_rows.insert_once(self.connection, Ballot, row):
            return self.refuse_double()
        self.head.heads += 1
        self.head.area += self.caster.area
        write(self.session, self.head, line)
        ballot_rows.count_in_building(self.connection, *self.keys, self.caster.building, self.caster.area)
        self._keep_photo(row["id"])
        return receipt

    def _line(self, marked: _Marked, salt: bytes) -> Line:
        """The ballot's line; its nonce is drawn until the slip code reads aloud without a sign like * or =."""
        is_paper = self.submission.channel is Channel.PAPER
        kind = LineType.PAPER if is_paper else LineType.BALLOT
        while True:
            line = following(self.head, self.matter.code, kind, self._payload(marked, salt), at=self.now)
            if reads_aloud(receipt_code(line.leaf)):
                return line

    def _payload(self, marked: _Marked, salt: bytes) -> dict[str, Any]:
        payload: dict[str, Any] = {
            "elector": self.caster.number,
            "channel": self.submission.channel.value,
            "answers": marked.public(salt),
            # The nonce keeps a slip code from being found by hashing every possible choice.
            "nonce": secrets.token_hex(16),
        }
        if slip := self.submission.paper:
            payload |= {"serial": slip.serial, "photo": slip.photo_sha256}
        return payload

    def _arrived(self) -> dict[str, Any]:
        slip = self.submission.paper
        return {
            "estate_id": self.submission.estate_id,
            "id": new_id(),
            "consultation_id": self.submission.consultation_id,
            "elector_id": self.submission.elector_id,
            "submission_id": self.submission.id,
            "channel": self.submission.channel.value,
            "entered_by": self.submission.entered_by,
            "paper_serial": slip.serial if slip else None,
        }

    def _row(self, receipt: Receipt, marked: _Marked, salt: bytes) -> dict[str, Any]:
        return self._arrived() | {
            "seq": receipt.seq,
            "receipt": receipt.code,
            "answers": answers_to_json(marked.answers),
            "salt": salt.hex(),
            "cast_at": self.now,
        }

    def _keep_photo(self, ballot_id: int) -> None:
        slip = self.submission.paper
        if slip is not None and slip.photo_jpeg is not None and slip.photo_sha256 is not None:
            photo = BallotPhoto(
                estate_id=self.submission.estate_id,
                ballot_id=ballot_id,
                sha256=slip.photo_sha256,
                jpeg=slip.photo_jpeg,
            )
            self.session.add(photo)

    def refuse_double(self) -> Refusal:
        """Leave a line for a second ballot, once, and say which one counts."""
        counted = ballot_rows.counted_before(self.connection, *self.keys, self.submission.elector_id)
        if counted is None:
            raise Refusal("submission-reused")
        if self.set_aside("double"):
            payload = {
                "elector": self.caster.number,
                "channel": self.submission.channel.value,
                "counted": counted.seq,
                "nonce": secrets.token_hex(16),
            }
            append(self.session, self.head, self.matter.code, LineType.DUPLICATE, payload, at=self.now)
        return Refusal(
            "already-answered",
            receipt=counted.receipt,
            channel=counted.channel,
            at=counted.cast_at,
            seq=counted.seq,
        )

    def set_aside(self, reason: str) -> bool:
        """Keep an uncounted ballot once; whether this was its first arrival."""
        row = self._arrived() | {"reason": reason, "received_at": self.now}
        return ballot_rows.insert_once(self.connection, UncountedBallot, row)


def _receipt(ballot: EarlierBallot) -> Receipt:
    return Receipt(ballot.receipt, ballot.seq, ballot.cast_at, Channel(ballot.channel))


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
