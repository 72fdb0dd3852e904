"""Deed: give a tenant's opinion for one home. Its line joins the book; ballots, counters and turnout stay untouched.

Under the lock of the book's head, as a ballot is: are tenants asked, is it open, is this home the household's, are the
answers on offer; then the row and the line, one commit. A retry of the same submission gets the same slip again.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.domain.answers import check_answers
from consult.domain.consultation import State, refuse_ballot_unless_open
from consult.domain.ledger import Line, LineType
from consult.domain.procedure import procedure_from_json
from consult.domain.question_json import answers_to_json
from consult.domain.receipt import reads_aloud, receipt_code
from consult.domain.refusal import Refusal
from consult.domain.tenants import asked_of_tenants, refuse_unless_asked
from consult.models.ballot_rows import caster, insert_once
from consult.models.base import new_id
from consult.models.book import BookHead, following, lock_book, write
from consult.models.consultation import Consultation
from consult.models.opinion import TenantOpinion
from consult.models.opinion_rows import Door, given_for, sent_before
from consult.models.shared_commit import sharing_commit
from consult.models.submission import Marked
from consult.queries.consultations import questions_of
from consult.queries.opinions import homes_of


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the tenants of a home send. `id` is made by the sender, so that a retry is known as one.

    `elector_id` is the elector whose letter they signed in with; `home` is one of that elector's.
    """

    id: str
    estate_id: int
    consultation_id: int
    elector_id: int
    home: Door
    answers: Mapping[int, object]
    entered_by: str = ""

    @property
    def keys(self) -> tuple[int, int]:
        """Estate and consultation."""
        return (self.estate_id, self.consultation_id)


@dataclass(frozen=True, slots=True)
class OpinionSlip:
    """Where an opinion stands in the book: slip code, line number and time."""

    code: str
    seq: int
    at: datetime


@sharing_commit
def give_opinion(session: Session, opinion: Opinion, *, now: datetime) -> OpinionSlip:
    """Record a home's opinion durably and answer where it stands.

    Refuses `tenants-not-asked`, `closed`, `not-yet-open`, `unknown-elector`, `unknown-home`, `opinion-given` and
    whatever `check_answers` refuses.
    """
    head = lock_book(session, *opinion.keys)
    matter = session.get(Consultation, opinion.keys)
    if head is None or matter is None:
        raise Refusal("unknown-consultation", code="")
    refuse_unless_asked(procedure_from_json(matter.procedure), matter.code)
    if earlier := _sent_before(session, opinion):
        return earlier
    _refuse_by_the_hour(matter, now)
    _refuse_unless_theirs(session, opinion)
    questions = asked_of_tenants(questions_of(session, *opinion.keys))
    return _record(
        session, head, matter.code, opinion, Marked(questions, check_answers(questions, opinion.answers)), now
    )


def _sent_before(session: Session, opinion: Opinion) -> OpinionSlip | None:
    """The slip of this very submission, if it arrived already: an answer got lost, or a button was hit twice."""
    found = sent_before(session, *opinion.keys, opinion.id)
    if found is None:
        return None
    if (found.building, found.entrance, found.room) != opinion.home:
        raise Refusal("opinion-reused")
    return OpinionSlip(found.receipt, found.seq, found.given_at)


def _refuse_by_the_hour(matter: Consultation, now: datetime) -> None:
    refuse_ballot_unless_open(
        State(matter.state),
        opens_at=matter.opens_at,
        closes_at=matter.closes_at,
        closed_at=matter.closed_at,
        now=now,
    )


def _refuse_unless_theirs(session: Session, opinion: Opinion) -> None:
    elector = caster(session.connection(), opinion.estate_id, opinion.elector_id)
    if elector is None or elector.consultation_id != opinion.consultation_id:
        raise Refusal("unknown-elector")
    if opinion.home not in {home.place for home in homes_of(session, *opinion.keys, opinion.elector_id)}:
        raise Refusal("unknown-home")


def _record(
    session: Session, head: BookHead, code: str, opinion: Opinion, marked: Marked, now: datetime
) -> OpinionSlip:
    """Write the row and its line. The running counts of the head are the owners' and stay as they are."""
    salt = secrets.token_bytes(16)
    line = _line(head, code, marked.public(salt), now)
    slip = OpinionSlip(receipt_code(line.leaf), line.seq, now)
    # The named constraint decides, not a look beforehand: one opinion for each home.
    if not insert_once(session.connection(), TenantOpinion, _row(opinion, slip, marked, salt)):
        raise _given(session, opinion)
    write(session, head, line)
    return slip


def _line(head: BookHead, code: str, answers: dict[str, Any], now: datetime) -> Line:
    """The opinion's line, which names nobody; its nonce is drawn until the slip code reads aloud."""
    while True:
        payload = {"answers": answers, "nonce": secrets.token_hex(16)}
        line = following(head, code, LineType.OPINION, payload, at=now)
        if reads_aloud(receipt_code(line.leaf)):
            return line


def _row(opinion: Opinion, slip: OpinionSlip, marked: Marked, salt: bytes) -> dict[str, Any]:
    building, entrance, room = opinion.home
    return {
        "estate_id": opinion.estate_id,
        "id": new_id(),
        "consultation_id": opinion.consultation_id,
        "building": building,
        "entrance": entrance,
        "room": room,
        "submission_id": opinion.id,
        "seq": slip.seq,
        "receipt": slip.code,
        "answers": answers_to_json(marked.answers),
        "salt": salt.hex(),
        "given_at": slip.at,
        "entered_by": opinion.entered_by,
    }


def _given(session: Session, opinion: Opinion) -> Refusal:
    found = given_for(session, *opinion.keys, opinion.home)
    if found is None:
        return Refusal("opinion-reused")
    return Refusal("opinion-given", seq=found.seq, at=found.given_at, code=found.receipt)
