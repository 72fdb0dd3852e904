"""Deed: confirm a proposed correction, by a second person, so that it counts; or refuse it.

Confirmed, it is a line of the book. After the count the result is counted anew in the same deed and published again.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from consult.domain.answers import check_answers
from consult.domain.breakdown_json import breakdown_json
from consult.domain.consultation import State
from consult.domain.correction import Correctable, Verdict, check_correctable, check_second_person, reads_alike
from consult.domain.ledger import LineType, private_fingerprint
from consult.domain.question_json import answers_from_json
from consult.domain.refusal import Refusal
from consult.domain.two_people import refuse_one_person
from consult.models.base import deed
from consult.models.book import BookHead, append, lock_book
from consult.models.consultation import Consultation, objections_until
from consult.models.correcting import holding_ballot
from consult.models.correction import Correction
from consult.models.electorate import ElectorRow
from consult.models.sealing import seal_result
from consult.models.submission import Marked
from consult.queries.accounts import standings
from consult.queries.consultations import questions_of
from consult.queries.results import count_by_place

READ_DIFFERENTLY = "read-differently"
"""The note of a proposal that the second person read differently; the doors put it in words."""


@dataclass(frozen=True, slots=True)
class Confirming:
    """What the second person says about a proposal: whether it holds, and a note where it does not.

    Who confirms has read the paper without being shown what was proposed: `answers` are what it says to them.
    """

    correction_id: int
    confirms: bool
    note: str = ""
    answers: Mapping[int, object] | None = None


@deed
def decide_correction(
    session: Session,
    estate_id: int,
    consultation_id: int,
    confirming: Confirming,
    *,
    by: str,
    now: datetime,
    zone: tzinfo,
) -> int | None:
    """Confirm or refuse, and answer the line of a confirmed correction.

    Where the second person reads something else on the paper, the proposal is refused, and None is answered too.
    Refuses `unknown-consultation`, `unknown-correction`, what `check_second_person`, `check_correctable` and
    `check_answers` do, `correction-not-read`, and `one-person` for a confirmation.
    """
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    row = session.get(Correction, (estate_id, confirming.correction_id))
    if row is None or row.consultation_id != consultation_id:
        raise Refusal("unknown-correction")
    check_second_person(row.proposed_by, row.decided_at, by=by)
    if not confirming.confirms:
        _decide(row, Verdict.REFUSED, by, now, note=confirming.note)
        return None
    refuse_one_person(row.proposed_by, by, standings(session, estate_id))
    elector = session.get_one(ElectorRow, (estate_id, row.elector_id))
    check_correctable(_seen(session, elector, row), ends=objections_until(consultation, zone), now=now)
    if not _reads_alike(session, row, confirming):
        _decide(row, Verdict.REFUSED, by, now, note=READ_DIFFERENTLY)
        return None
    return _confirm(session, head, consultation, elector, row, by, now)


def _reads_alike(session: Session, row: Correction, confirming: Confirming) -> bool:
    if confirming.answers is None:
        raise Refusal("correction-not-read")
    questions = questions_of(session, row.estate_id, row.consultation_id)
    # What a sheet may say, whatever way the ballot came: a void row is one that cannot be read.
    read = check_answers(questions, confirming.answers, on_paper=True)
    return reads_alike(questions, answers_from_json(row.answers), read)


def _seen(session: Session, elector: ElectorRow, row: Correction) -> Correctable | None:
    """The ballot, if it is still the one that holds; refuses `correction-of-uncounted` where another came to."""
    ballot = holding_ballot(session, elector)
    if ballot is not None and ballot.seq != row.ballot_seq and ballot.settled:
        raise Refusal("correction-of-uncounted")
    if ballot is None or ballot.seq != row.ballot_seq:
        return None
    return Correctable(ballot.entered_by, ballot.settled)


def _decide(
    row: Correction, verdict: Verdict, by: str, now: datetime, *, note: str = "", seq: int | None = None
) -> None:
    row.state, row.seq, row.waiting = verdict.value, seq, None
    row.decided_by, row.decided_at, row.note = by, now, note.strip()[:500]


def _confirm(
    session: Session,
    head: BookHead,
    consultation: Consultation,
    elector: ElectorRow,
    row: Correction,
    by: str,
    now: datetime,
) -> int:
    salt = bytes.fromhex(row.salt)
    questions = questions_of(session, elector.estate_id, elector.consultation_id)
    payload = {
        "elector": elector.number,
        "ballot": row.ballot_seq,
        "answers": Marked(questions, answers_from_json(row.answers)).public(salt),
        # Names stay outside the book. One salt for all three, so that two people show as two fingerprints.
        "proposed": f"sha256:{private_fingerprint(salt, row.proposed_by)}",
        "confirmed": f"sha256:{private_fingerprint(salt, by)}",
        "reason": f"sha256:{private_fingerprint(salt, row.reason)}",
        "evidence": row.evidence,
        "nonce": secrets.token_hex(16),
    }
    line = append(session, head, consultation.code, LineType.CORRECT, payload, at=now)
    _decide(row, Verdict.CONFIRMED, by, now, seq=line.seq)
    session.flush()
    if consultation.state == State.CLOSED:
        counted = count_by_place(session, consultation.estate_id, consultation.id)
        seal_result(session, head, consultation, counted.result, breakdown_json(counted.breakdown), now=now)
    return line.seq
