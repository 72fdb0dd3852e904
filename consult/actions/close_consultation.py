"""Deed: close a consultation. CLOSE ends the book, the count is made from it, and TALLY seals the result."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.breakdown_json import breakdown_json
from consult.domain.consultation import State, refuse_close_unless_due, refuse_closing_alone
from consult.domain.ledger import LineType, tree_root
from consult.domain.privacy import Secrecy
from consult.domain.refusal import Refusal
from consult.domain.two_people import refuse_one_person
from consult.models.ballot import Ballot
from consult.models.base import deed
from consult.models.book import BookHead, append, lines, lock_book
from consult.models.consultation import Consultation
from consult.models.former_ballot import FormerBallot
from consult.models.sealing import seal_result
from consult.models.sealing_urn import seal_urn
from consult.models.urn import shuffle
from consult.queries.accounts import standings
from consult.queries.consultations import consultation_of_id
from consult.queries.reconciliation import refuse_unreconciled
from consult.queries.results import count_by_place
from consult.queries.service import served_numbers


@deed
def close_consultation(
    session: Session, estate_id: int, consultation_id: int, *, by: str, now: datetime, confirmed_by: str = ""
) -> dict[str, Any]:
    """Close, count and keep the result (`result.json`).

    A binding vote is closed by two people, unless the estate lets one: `by` proposed it, `confirmed_by` does it.
    Refuses `closes-later`, `sheets-not-reconciled`, `closing-needs-another`, `closing-own`, `one-person`.

    Of a secret poll CLOSE seals what the urn holds, and its rows are written anew, in no order.
    """
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    refuse_close_unless_due(
        State(consultation.state),
        code=consultation.code,
        closes_at=consultation.closes_at,
        now=now,
        all_in=head.heads == consultation.electorate_heads,
    )
    view = consultation_of_id(session, estate_id, consultation_id)
    if view.closes_by_two:
        refuse_closing_alone(by, confirmed_by)
        refuse_one_person(by, confirmed_by, standings(session, estate_id))
    refuse_unreconciled(session, view)
    _note_served(session, head, estate_id, consultation_id, now)
    root = tree_root(line.leaf for line in lines(session, estate_id, consultation_id)).hex()
    ending: dict[str, Any] = {"lines": head.seq, "ballots": _ballots(session, estate_id, consultation_id), "root": root}
    if consultation.secrecy == Secrecy.UNNAMED:
        ending["sealed"] = seal_urn(session, consultation)
    append(session, head, consultation.code, LineType.CLOSE, ending, at=now)
    consultation.state = State.CLOSED.value
    consultation.closed_at = now
    consultation.closing_by = by if confirmed_by else None
    consultation.closed_by = confirmed_by or by
    session.flush()
    counted = count_by_place(session, estate_id, consultation_id)
    seal_result(session, head, consultation, counted.result, breakdown_json(counted.breakdown), now=now)
    if consultation.secrecy == Secrecy.UNNAMED:
        shuffle(session, (estate_id, consultation_id))
    return counted.result


def _note_served(session: Session, head: BookHead, estate_id: int, consultation_id: int, now: datetime) -> None:
    """Where silence is given a meaning, the book says of whom it may be: anyone can then recount it."""
    view = consultation_of_id(session, estate_id, consultation_id)
    if view.procedure.deems:
        served = {"electors": served_numbers(session, view)}
        append(session, head, view.code, LineType.SERVED, served, at=now)


def _ballots(session: Session, estate_id: int, consultation_id: int) -> int:
    """How many ballots the book holds, also those that a settled conflict or ANNUL took out of the count."""
    return sum(
        session.scalars(
            select(func.count())
            .select_from(table)
            .where(table.estate_id == estate_id, table.consultation_id == consultation_id)
        ).one()
        for table in (Ballot, FormerBallot)
    )
