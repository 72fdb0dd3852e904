"""Deed: a household takes back what it said of a ballot, while nobody has decided about it: a line of the book."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.contest import Ruling, refuse_ruled
from consult.domain.ledger import LineType, private_fingerprint
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.book import append, lock_book
from consult.models.consultation import Consultation
from consult.models.contest import contest_of
from consult.models.electorate import ElectorRow


@deed
def withdraw_contest(
    session: Session, estate_id: int, consultation_id: int, elector_id: int, contest_seq: int, *, now: datetime
) -> int:
    """Take a contest back and answer the number of the line; it may be said again later.

    Refuses `unknown-consultation`, `unknown-contest` and `ruled-already`.
    """
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    contest = contest_of(session, estate_id, consultation_id, contest_seq)
    if contest is None or contest.elector_id != elector_id:
        raise Refusal("unknown-contest")
    refuse_ruled(contest.ruled_at)
    salt = secrets.token_bytes(16)
    payload = {
        "elector": session.get_one(ElectorRow, (estate_id, elector_id)).number,
        "contest": contest.seq,
        "ballot": contest.ballot_seq,
        "decision": Ruling.WITHDRAWN.value,
        "reason": f"sha256:{private_fingerprint(salt, '')}",
        "nonce": secrets.token_hex(16),
    }
    line = append(session, head, consultation.code, LineType.RESOLVE, payload, at=now)
    contest.ruling, contest.salt = Ruling.WITHDRAWN.value, salt.hex()
    contest.ruled_at, contest.ruled_seq = now, line.seq
    return line.seq
