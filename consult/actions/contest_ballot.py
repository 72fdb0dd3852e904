"""Deed: a household says of the ballot recorded for it "this was not us" (异议): a line of the book and a case."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from consult.domain.contest import check_contest
from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal
from consult.models.base import deed, new_id
from consult.models.book import BookHead, append, lock_book
from consult.models.consultation import Consultation, objections_until
from consult.models.contest import Contest
from consult.models.electorate import ElectorRow
from consult.models.settling import case_about, contestable


@dataclass(frozen=True, slots=True)
class Contesting:
    """What a household says: of the ballot on which line, and in its own words if it adds any."""

    estate_id: int
    consultation_id: int
    elector_id: int
    ballot_seq: int
    said: str = ""


@deed
def contest_ballot(session: Session, contesting: Contesting, *, now: datetime, zone: tzinfo) -> int:
    """Note the contest and answer the number of its line; said twice of the same, it is one contest.

    Refuses `unknown-consultation`, `unknown-elector` and what `check_contest` does.
    """
    head = lock_book(session, contesting.estate_id, contesting.consultation_id)
    consultation = session.get(Consultation, (contesting.estate_id, contesting.consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    elector = session.get(ElectorRow, (contesting.estate_id, contesting.elector_id))
    if elector is None or elector.consultation_id != contesting.consultation_id:
        raise Refusal("unknown-elector")
    if earlier := case_about(session, elector, contesting.ballot_seq):
        return earlier.seq
    said = check_contest(
        contesting.ballot_seq,
        contestable(session, elector),
        contesting.said,
        ends=objections_until(consultation, zone),
        now=now,
    )
    return _write(session, head, consultation.code, elector, contesting.ballot_seq, said, now)


def _write(
    session: Session, head: BookHead, code: str, elector: ElectorRow, ballot_seq: int, said: str, now: datetime
) -> int:
    payload = {"elector": elector.number, "ballot": ballot_seq, "nonce": secrets.token_hex(16)}
    line = append(session, head, code, LineType.CONTEST, payload, at=now)
    session.add(
        Contest(
            estate_id=elector.estate_id,
            id=new_id(),
            consultation_id=elector.consultation_id,
            elector_id=elector.id,
            ballot_seq=ballot_seq,
            seq=line.seq,
            said=said,
            contested_at=now,
            ruling="",
            reason="",
            salt="",
            ruled_by="",
        )
    )
    return line.seq
