"""Results: count the book now, and put the figures in one object for page, paper and command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.counting.book_count import BALLOTS, BESIDE_BALLOTS, INVALID_REASONS, BookCount, Payload, count_book
from consult.domain.ledger import tree_root, utc_text
from consult.domain.result import BookEnd, Returns, result_json
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.book import entries_and_leaves, entries_of
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerHead
from consult.queries.consultations import ConsultationView, consultation_of_id


def count_now(session: Session, estate_id: int, consultation_id: int) -> dict[str, Any]:
    """The result as the book stands now, as `result.json` (interfaces §5)."""
    view = consultation_of_id(session, estate_id, consultation_id)
    leaves: list[bytes] = []
    count = count_from_book(session, view, leaves)
    return result_json(
        consultation=_about(view),
        rule=view.rule,
        procedure=view.procedure,
        electorate=view.electorate,
        count=count,
        returns=_returns(session, view, count),
        book=_book_end(session, view, leaves),
    )


def count_from_book(session: Session, view: ConsultationView, leaves: list[bytes]) -> BookCount:
    """Count the lines of the book with weights from the frozen electorate; notes every leaf passed."""
    beside = [(kind, _payload(entry)) for kind, entry in entries_of(session, view.estate.id, view.id, BESIDE_BALLOTS)]
    return count_book(view.questions, _areas(session, view), _ballots(session, view, leaves), beside)


def _areas(session: Session, view: ConsultationView) -> dict[int, int]:
    rows = session.execute(
        select(ElectorRow.number, ElectorRow.area).where(
            ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id
        )
    )
    return dict(rows.all())


def _ballots(session: Session, view: ConsultationView, leaves: list[bytes]) -> Iterator[Payload]:
    for kind, entry, leaf in entries_and_leaves(session, view.estate.id, view.id):
        leaves.append(leaf)
        if kind in BALLOTS:
            yield _payload(entry)


def _payload(entry: str) -> Payload:
    payload: Payload = json.loads(entry)["payload"]
    return payload


def _about(view: ConsultationView) -> dict[str, Any]:
    return {
        "code": view.code,
        "number": view.number,
        "title": dict(view.title),
        "kind": view.kind.value,
        "basis": view.basis.value,
        "text": view.text_hash,
        "estate": dict(view.estate.name),
        "opened_at": utc_text(view.opened_at) if view.opened_at else None,
        "closes_at": utc_text(view.closes_at),
        "closed_at": utc_text(view.closed_at) if view.closed_at else None,
    }


def _returns(session: Session, view: ConsultationView, count: BookCount) -> Returns:
    issued, served = session.execute(
        select(func.count(ElectorRow.issued_at), func.count().filter(_was_served(view))).where(*_of(ElectorRow, view))
    ).one()
    late = session.scalar(select(func.count()).where(*_of(UncountedBallot, view), UncountedBallot.reason == "late"))
    return Returns(
        issued=issued,
        served=served,
        returned=dict(count.returned),
        invalid={reason: count.invalid[reason] for reason in INVALID_REASONS if reason in count.invalid},
        double=count.doubles,
        late=late or 0,
    )


def _of(table: type[Ballot | ElectorRow | UncountedBallot], view: ConsultationView) -> tuple[ColumnElement[bool], ...]:
    """What keeps a query to this consultation."""
    return table.estate_id == view.estate.id, table.consultation_id == view.id


def _was_served(view: ConsultationView) -> ColumnElement[bool]:
    """Signed in with the letter, or brought a ballot back: who returns one has been served, whoever carried it."""
    answered = select(Ballot.elector_id).where(*_of(Ballot, view))
    sheets = select(UncountedBallot.elector_id).where(
        *_of(UncountedBallot, view), UncountedBallot.channel == Channel.PAPER, UncountedBallot.elector_id.is_not(None)
    )
    return or_(ElectorRow.served_at.is_not(None), ElectorRow.id.in_(answered), ElectorRow.id.in_(sheets))


def _book_end(session: Session, view: ConsultationView, leaves: list[bytes]) -> BookEnd:
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    return BookEnd(lines=len(leaves), head=head.head.hex(), root=tree_root(leaves).hex())
