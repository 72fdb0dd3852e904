"""A ballot on its way into the book: the one path that every channel's deed takes.

Under the lock of the book's head: is it open, who is the elector, are the answers on offer; then the row, the line
and the running counts, in the deed's one commit. A second ballot leaves a line of its own and is refused; its answers
are kept, so that the conflict can be settled. A retry of the same submission gets the same receipt again.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from consult.domain.answers import check_answers
from consult.domain.consultation import HANDED_IN, Channel, State, refuse_ballot_unless_open
from consult.domain.ledger import Line, LineType
from consult.domain.question import Question
from consult.domain.question_json import answers_to_json
from consult.domain.receipt import reads_aloud, receipt_code
from consult.domain.refusal import Refusal, reasons
from consult.domain.serial import foreign_serial, sheet_mark
from consult.models import ballot_rows
from consult.models.annulling import Cause, annul, counted_ballot
from consult.models.assistance import Assistance
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.ballot_rows import Caster, EarlierBallot, OpenMatter
from consult.models.base import new_id
from consult.models.book import BookHead, append, following, lock_book, write
from consult.models.electorate import ElectorRow
from consult.models.photo import keep_photo
from consult.models.setting_aside import refuse_entered
from consult.models.submission import Marked, Receipt, Submission, opening_of
from consult.models.urn import drop_in

reasons(
    submission_reused="a submission's key that came with another elector's ballot",
    other_version="a ballot that answers another version of the questions",
)


def begin(session: Session, submission: Submission, now: datetime) -> Casting:
    """Lock the book and find who casts; refuses `unknown-consultation`, `unknown-elector` and `unknown-serial`."""
    head = lock_book(session, submission.estate_id, submission.consultation_id)
    connection = session.connection()
    matter = ballot_rows.matter(connection, submission.estate_id, submission.consultation_id)
    if head is None or matter is None:
        raise Refusal("unknown-consultation", code="")
    caster = ballot_rows.caster(connection, submission.estate_id, submission.elector_id)
    if caster is None or caster.consultation_id != submission.consultation_id:
        raise Refusal("unknown-elector")
    if submission.paper is not None and submission.paper.serial != caster.paper_serial:
        serial = submission.paper.serial
        is_issued = ballot_rows.is_serial_issued(connection, submission.estate_id, submission.consultation_id, serial)
        raise foreign_serial(serial, is_issued=is_issued)
    return Casting(session, connection, submission, now, head, matter, caster)


@dataclass(frozen=True, slots=True)
class Casting:
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
        """Estate and consultation."""
        return (self.submission.estate_id, self.submission.consultation_id)

    def carrying(self, submission: Submission) -> Casting:
        """The same elector's casting under the same lock, for another submission."""
        return replace(self, submission=submission)

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
                may_be_late=self._may_be_late(),
            )
        except Refusal as refusal:
            if refusal.reason == "closed":
                self.set_aside("late")
            return refusal
        return None

    def _may_be_late(self) -> bool:
        """Whether a ballot that comes in after the end may still count: a sheet in the box, or a phone's own batch."""
        is_sheet = self.submission.channel in HANDED_IN
        return self.submission.batch is not None or (self.matter.late_paper and is_sheet)

    def was_set_aside(self) -> bool:
        """Whether this very submission arrived before and was found to be a second ballot, or late."""
        return ballot_rows.set_aside_before(self.connection, *self.keys, self.submission.id)

    def refuse_unoffered(self) -> None:
        """Refuse `channel-not-offered`: a way of answering that this consultation does not take."""
        channel = self.submission.channel.value
        if channel not in self.matter.channels:
            raise Refusal("channel-not-offered", channel=channel)

    def read_answers(self) -> Marked:
        """The answers, checked against the questions; refuses `other-version` and what is not on offer."""
        channel = self.submission.channel
        self.refuse_unoffered()
        if self.submission.text not in ("", self.matter.text):
            raise Refusal("other-version")
        questions = self.questions()
        given = self.submission.answers
        return Marked(questions, check_answers(questions, given, on_paper=channel is Channel.PAPER))

    def questions(self) -> tuple[Question, ...]:
        """What is asked."""
        return ballot_rows.questions(self.connection, *self.keys, self.matter.text)

    def record(self, marked: Marked, salt: bytes = b"") -> Receipt | Refusal:
        """Write the ballot, its line and the running counts; or the line of a second ballot.

        `salt` is that of a sealed reading which this ballot opens; a fresh one is drawn without it.
        """
        salt = salt or secrets.token_bytes(16)
        slip = self.submission.paper
        if slip is not None and slip.confirms is None:
            refuse_entered(self.session, *self.keys, slip.serial)
        self._make_room()
        line = self._line(marked, salt)
        receipt = Receipt(receipt_code(line.leaf), line.seq, self.now, self.submission.channel)
        row = self._row(receipt, marked, salt)
        # The named constraint decides, not a look beforehand: one counted ballot for each elector.
        if not ballot_rows.insert_once(self.connection, Ballot, row):
            return self.refuse_double(marked, salt)
        self.head.heads += 1
        if self.matter.is_secret:
            # No area either: of two sums the difference is a home's.
            write(self.session, self.head, line)
            drop_in(self.connection, self.keys, marked.questions, marked.answers)
            return receipt
        self.head.area += self.caster.area
        write(self.session, self.head, line)
        ballot_rows.count_in_building(self.connection, *self.keys, self.caster.building, self.caster.area)
        self._keep_photo()
        self._keep_assistant(receipt.seq)
        return receipt

    def _make_room(self) -> None:
        """Take out the recorded ballot that this one replaces, where an elector may answer anew on the web.

        The form names the ballot that its page showed: whoever answered meanwhile on another phone is not overruled
        unseen. What owners settled between two ballots stands.
        """
        meant, sent = self.submission.replaces, self.submission
        if meant is None or not self.matter.replace or sent.channel is not Channel.WEB:
            return
        elector = self.session.get_one(ElectorRow, (sent.estate_id, sent.elector_id))
        counted = counted_ballot(self.session, elector)
        if counted is None or counted.seq != meant:
            return
        if not ballot_rows.last_decision(self.connection, *self.keys, sent.elector_id, after=meant):
            annul(self.session, self.head, self.matter.code, elector, counted, Cause.REPLACED, now=self.now)

    def _keep_assistant(self, seq: int) -> None:
        sent = self.submission
        if sent.assistant is not None:
            row = Assistance(
                estate_id=sent.estate_id,
                id=new_id(),
                consultation_id=sent.consultation_id,
                elector_id=sent.elector_id,
                ballot_seq=seq,
                name=sent.assistant.name,
                relation=sent.assistant.relation,
                said_at=self.now,
            )
            self.session.add(row)

    def _line(self, marked: Marked, salt: bytes) -> Line:
        """The ballot's line; its nonce is drawn until the slip code reads aloud without a sign like * or =."""
        slip = self.submission.paper
        # A sheet that one person enters is counted by its PAPER line; one that two have read has its own lines before.
        kind = LineType.PAPER if slip is not None and slip.confirms is None else LineType.BALLOT
        kind = LineType.PARTICIPATED if self.matter.is_secret else kind
        while True:
            line = following(self.head, self.matter.code, kind, self._payload(marked, salt), at=self.now)
            if reads_aloud(receipt_code(line.leaf)):
                return line

    def _payload(self, marked: Marked, salt: bytes) -> dict[str, Any]:
        payload = self._whose()
        if self.matter.is_secret:
            return payload
        payload |= {"channel": self.submission.channel.value, "answers": marked.public(salt)}
        if slip := self.submission.paper:
            mark = sheet_mark(self.matter.sheet_key, slip.serial)
            payload |= {"serial": mark, "photo": slip.photo_sha256} | self._opened(salt)
        if proxy := self.submission.proxy:
            payload["proxy"] = {"agent": proxy.agent, "document": f"sha256:{proxy.document_sha256}"}
            if proxy.photo_sha256:
                payload["proxy"]["photo"] = proxy.photo_sha256
        if (batch := self.submission.batch) and self.now >= self.matter.closes_at:
            # Without it, nobody could tell from the book why a ballot after the end is counted.
            payload["registered"] = {"line": batch.seq, "fingerprint": batch.fingerprint}
        return payload

    def _opened(self, salt: bytes) -> dict[str, Any]:
        """What shows that a ballot of a sheet read twice is the one that was sealed when it was first read."""
        slip = self.submission.paper
        return {} if slip is None or slip.confirms is None else {"paper": slip.confirms, "opening": opening_of(salt)}

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

    def _row(self, receipt: Receipt, marked: Marked, salt: bytes) -> dict[str, Any]:
        return self._arrived() | {
            "seq": receipt.seq,
            "receipt": receipt.code,
            "answers": {} if self.matter.is_secret else answers_to_json(marked.answers),
            "salt": "" if self.matter.is_secret else salt.hex(),
            "cast_at": self.now,
        }

    def _keep_photo(self) -> None:
        sent = self.submission
        if sent.paper is not None and sent.paper.photo is not None:
            keep_photo(self.session, sent.estate_id, sent.paper.photo, by=sent.entered_by, now=self.now)

    def refuse_double(self, marked: Marked, salt: bytes) -> Refusal:
        """Leave a line for a second ballot, once, keep what it says, and say which one counts."""
        counted = ballot_rows.counted_before(self.connection, *self.keys, self.submission.elector_id)
        if counted is None:
            raise Refusal("submission-reused")
        kept: dict[str, Any] = {"seq": self.head.seq + 1}
        if not self.matter.is_secret:
            kept |= {"answers": answers_to_json(marked.answers), "salt": salt.hex()}
        if self.set_aside("double", kept):
            sealed = {} if self.matter.is_secret else self._sealed(marked, salt)
            payload = self._whose() | {"counted": counted.seq} | sealed
            append(self.session, self.head, self.matter.code, LineType.DUPLICATE, payload, at=self.now)
        return Refusal(
            "already-answered",
            receipt=counted.receipt,
            channel=counted.channel,
            at=counted.cast_at,
            seq=counted.seq,
            settled=ballot_rows.last_decision(
                self.connection, *self.keys, self.submission.elector_id, after=counted.seq
            ),
        )

    def _whose(self) -> dict[str, Any]:
        """All that a line of a secret poll says; the nonce keeps a slip code from being found by hashing choices."""
        return {"elector": self.caster.number, "nonce": secrets.token_hex(16)}

    def _sealed(self, marked: Marked, salt: bytes) -> dict[str, Any]:
        """How it came, and what it says: fixed from now on, so that no other answers can be put in its place."""
        slip = self.submission.paper
        paper = {} if slip is None or slip.confirms is None else {"paper": slip.confirms}
        return paper | {"channel": self.submission.channel.value, "answers": marked.sealed(salt)}

    def set_aside(self, reason: str, kept: Mapping[str, Any] | None = None) -> bool:
        """Keep an uncounted ballot once; whether this was its first arrival."""
        row = self._arrived() | {"reason": reason, "received_at": self.now} | dict(kept or {})
        return ballot_rows.insert_once(self.connection, UncountedBallot, row)


def _receipt(ballot: EarlierBallot) -> Receipt:
    return Receipt(ballot.receipt, ballot.seq, ballot.cast_at, Channel(ballot.channel))
